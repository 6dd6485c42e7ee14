using CqrsPrototype.EventSourcing.Log;
using CqrsPrototype.EventSourcing.Projections;
using CqrsPrototype.EventSourcing.Signals;
using CqrsPrototype.EventSourcing.Subscriptions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace CqrsPrototype.EventSourcing.Hosting;

/// <summary>Runs a log subscription for each projection, and once a check of what lies behind its checkpoint.</summary>
internal sealed class LogFeeds(
    IEnumerable<IViewUpdater> projections, IEventLog log, ICheckpointStore checkpoints,
    EventSourcingSignals signals, TimeProvider time, ILogger<LogSubscription> logger) : BackgroundService
{
    protected override Task ExecuteAsync(CancellationToken stoppingToken) =>
        Task.WhenAll(projections.SelectMany(projection => new[]
        {
            Subscribe(projection).RunAsync(stoppingToken),
            new ViewCheck(log, new ProjectionLogHandler(projection), time, logger).RunAsync(stoppingToken),
        }));

    private LogSubscription Subscribe(IViewUpdater projection) =>
        new(projection.Name.ToString(), log, checkpoints, new ProjectionLogHandler(projection), signals.LogGrown, new LogSubscriptionOptions(), time, logger);
}
