using CqrsPrototype.EventSourcing.Messaging;
using CqrsPrototype.EventSourcing.Subscriptions;
using Microsoft.Extensions.DependencyInjection;

namespace CqrsPrototype.Benchmarks.Product;

/// <summary>Looks how far the relay of another process is, so that what it still has to do does not disturb the next measurement.</summary>
internal static class RelayProgress
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan Poll = TimeSpan.FromMilliseconds(50);

    /// <summary>Waits until so many events are confirmed by the broker.</summary>
    public static async Task WaitForRelayAsync(this HeadlessProduct product, long events, CancellationToken cancellationToken)
    {
        var checkpoints = product.Services.GetRequiredService<ICheckpointStore>();
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(Limit);
        while ((await checkpoints.ReadAsync(Relay.Name, limit.Token)).Value < events)
        {
            await Task.Delay(Poll, TimeProvider.System, limit.Token);
        }
    }
}
