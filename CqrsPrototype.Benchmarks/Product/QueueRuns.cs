using System.Diagnostics;
using CqrsPrototype.Benchmarks.Backing;
using CqrsPrototype.EventSourcing.Messaging;
using CqrsPrototype.EventSourcing.Projections;
using CqrsPrototype.Users.Projections;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;

namespace CqrsPrototype.Benchmarks.Product;

/// <summary>Runs the product's projection on its queue, each time into a new generation of views.</summary>
internal sealed class QueueRuns(OwnServers servers, HeadlessProduct product)
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(2);

    private readonly RelayRuns _relay = new(product);
    private readonly ProjectionRuns _projections = new(product);

    /// <summary>Works off a queue that is filled first, which is not measured.</summary>
    /// <param name="events">How many events, from the start of the log.</param>
    /// <param name="cancellationToken">Stops earlier.</param>
    /// <returns>Events per second.</returns>
    public async Task<double> DrainAsync(long events, CancellationToken cancellationToken)
    {
        await _relay.RunAsync(0, events, cancellationToken);
        return await ProjectAsync(events, Task.CompletedTask, cancellationToken);
    }

    /// <summary>Relays and projects at once, until all events are in the views.</summary>
    /// <param name="events">How many events, from the start of the log.</param>
    /// <param name="cancellationToken">Stops earlier.</param>
    /// <returns>Events per second.</returns>
    public Task<double> RelayAndProjectAsync(long events, CancellationToken cancellationToken) =>
        ProjectAsync(events, _relay.RunAsync(0, events, cancellationToken), cancellationToken);

    private async Task<double> ProjectAsync(long events, Task relaying, CancellationToken cancellationToken)
    {
        // A process of its own, as it were: when it is over, nothing of the next round is waiting in its consumer.
        await using var projector = HeadlessProduct.Open(servers);
        var consumer = new CountingConsumer(projector.Services.GetRequiredService<IEventConsumers>().Of(UserProjection.View), events);
        var projection = new QueueProjection(consumer, _projections.NextUpdater(), TimeProvider.System, NullLogger<QueueProjection>.Instance);

        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var begin = Stopwatch.GetTimestamp();
        var running = Task.Run(() => projection.RunAsync(stop.Token), cancellationToken);
        await (await Task.WhenAny(consumer.All, running)).WaitAsync(Limit, TimeProvider.System, cancellationToken);
        var elapsed = Stopwatch.GetElapsedTime(begin);
        await relaying;
        await stop.CancelAsync();
        await ((Task)running).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        return events / elapsed.TotalSeconds;
    }
}
