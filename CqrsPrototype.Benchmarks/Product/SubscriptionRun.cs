using System.Diagnostics;
using CqrsPrototype.EventSourcing.Log;
using CqrsPrototype.EventSourcing.Signals;
using CqrsPrototype.EventSourcing.Subscriptions;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;

namespace CqrsPrototype.Benchmarks.Product;

/// <summary>Takes a subscription over a part of the product's log.</summary>
internal static class SubscriptionRun
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(2);
    private static readonly TimeSpan Poll = TimeSpan.FromMilliseconds(1);

    /// <summary>Hands events to a handler until all of them are done.</summary>
    /// <returns>Events per second.</returns>
    public static Task<double> HandleAsync(
        this HeadlessProduct product, string name, ILogHandler handler, long from, long to, LogSubscriptionOptions options, CancellationToken cancellationToken) =>
        MeasureAsync(
            product, name, from, to,
            (log, checkpoints, grown) => new LogSubscription(
                name, log, checkpoints, handler, grown, options, TimeProvider.System, NullLogger<LogSubscription>.Instance),
            cancellationToken);

    /// <summary>Lets a follower go along the log to its end.</summary>
    /// <returns>Events per second.</returns>
    public static Task<double> FollowAsync(this HeadlessProduct product, string name, ILogFollower follower, long to, CancellationToken cancellationToken) =>
        MeasureAsync(
            product, name, 0, to,
            (log, checkpoints, grown) => new LogSubscription(
                name, log, checkpoints, follower, grown, new LogSubscriptionOptions(), TimeProvider.System, NullLogger<LogSubscription>.Instance),
            cancellationToken);

    private static async Task<double> MeasureAsync(
        HeadlessProduct product, string name, long from, long to, Func<IEventLog, ICheckpointStore, Signal, LogSubscription> subscribe, CancellationToken cancellationToken)
    {
        var (services, checkpoints) = (product.Services, product.Services.GetRequiredService<ICheckpointStore>());
        await checkpoints.AdvanceAsync(name, new GlobalPosition(from), cancellationToken);
        var subscription = subscribe(services.GetRequiredService<IEventLog>(), checkpoints, services.GetRequiredService<EventSourcingSignals>().LogGrown);

        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        stop.CancelAfter(Limit);
        var begin = Stopwatch.GetTimestamp();
        var running = Task.Run(() => subscription.RunAsync(stop.Token), cancellationToken);
        while (subscription.Completed.Value < to)
        {
            await Task.Delay(Poll, TimeProvider.System, stop.Token);
        }

        var elapsed = Stopwatch.GetElapsedTime(begin);
        await stop.CancelAsync();
        await running;
        return (to - from) / elapsed.TotalSeconds;
    }
}
