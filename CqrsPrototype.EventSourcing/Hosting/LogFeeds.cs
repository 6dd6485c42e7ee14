using CqrsPrototype.EventSourcing.Log;
using CqrsPrototype.EventSourcing.Projections;
using CqrsPrototype.EventSourcing.Signals;
using CqrsPrototype.EventSourcing.Subscriptions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace CqrsPrototype.EventSourcing.Hosting;

/// <summary>Runs a log subscription for each projection, and once a check of what lies behind its checkpoint and of what is stuck.</summary>
internal sealed class LogFeeds(
    IEnumerable<IViewUpdater> projections, IEventLog log, ICheckpointStore checkpoints,
    IViewStore views, IStuckStreams stuck, EventSourcingSignals signals, TimeProvider time, ILoggerFactory loggers) : BackgroundService
{
    protected override Task ExecuteAsync(CancellationToken stoppingToken) =>
        Task.WhenAll(projections.SelectMany(projection => new[]
        {
            Subscribe(projection).RunAsync(stoppingToken),
            Check(projection).RunAsync(stoppingToken),
            new StuckRetry(projection, stuck, time, loggers.CreateLogger<StuckRetry>()).RunAsync(stoppingToken),
        }));

    private ViewCheck Check(IViewUpdater projection) =>
        new(log, new ViewRepair(log, views, projection, TimeSpan.Zero, time, loggers.CreateLogger<ViewRepair>()), time, loggers.CreateLogger<ViewCheck>());

    private LogSubscription Subscribe(IViewUpdater projection) =>
        new(
            projection.Name.ToString(), log, checkpoints, new ProjectionLogHandler(projection), signals.LogGrown, new LogSubscriptionOptions(), time,
            loggers.CreateLogger<LogSubscription>());
}
