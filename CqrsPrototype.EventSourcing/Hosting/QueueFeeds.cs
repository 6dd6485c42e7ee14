using CqrsPrototype.EventSourcing.Log;
using CqrsPrototype.EventSourcing.Messaging;
using CqrsPrototype.EventSourcing.Projections;
using CqrsPrototype.EventSourcing.Signals;
using CqrsPrototype.EventSourcing.Subscriptions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace CqrsPrototype.EventSourcing.Hosting;

/// <summary>Feeds each projection from its queue, and from the log some time behind, so that what the queue loses is made good.</summary>
/// <remarks>Any number of processes share the queue; the log is followed by one of them, as far as a lease can see to that.</remarks>
internal sealed class QueueFeeds(
    IEnumerable<IViewUpdater> projections, IEventConsumers consumers, IEventLog log, IViewStore views, ICheckpointStore checkpoints, ILeases leases,
    IStuckStreams stuck, EventSourcingSignals signals, TimeProvider time, ILoggerFactory loggers) : BackgroundService
{
    // Time for the queue to bring an event before the log is asked (protocol D′).
    private static readonly TimeSpan Delay = TimeSpan.FromSeconds(5);

    protected override Task ExecuteAsync(CancellationToken stoppingToken) =>
        Task.WhenAll(projections.SelectMany(projection => new[]
        {
            new QueueProjection(consumers.Of(projection.Name), projection, time, loggers.CreateLogger<QueueProjection>()).RunAsync(stoppingToken),
            new Lease(projection.Name.ToString(), leases, time).RunAsync(token => Repair(projection).RunAsync(token), stoppingToken),
            new StuckRetry(projection, stuck, time, loggers.CreateLogger<StuckRetry>()).RunAsync(stoppingToken),
        }));

    private LogSubscription Repair(IViewUpdater projection) =>
        new(
            projection.Name.ToString(), log, checkpoints, new ViewRepair(log, views, projection, Delay, time, loggers.CreateLogger<ViewRepair>()),
            signals.LogGrown, new LogSubscriptionOptions(), time, loggers.CreateLogger<LogSubscription>());
}
