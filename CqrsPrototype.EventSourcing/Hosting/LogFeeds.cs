using CqrsPrototype.EventSourcing.Log;
using CqrsPrototype.EventSourcing.Signals;
using CqrsPrototype.EventSourcing.Subscriptions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace CqrsPrototype.EventSourcing.Hosting;

/// <summary>Runs a log subscription for each projection.</summary>
internal sealed class LogFeeds(
    IEnumerable<ProjectionRegistration> projections, IEventLog log, ICheckpointStore checkpoints,
    EventSourcingSignals signals, TimeProvider time, ILogger<LogSubscription> logger) : BackgroundService
{
    protected override Task ExecuteAsync(CancellationToken stoppingToken) =>
        Task.WhenAll(projections.Select(projection => SubscriptionOf(projection).RunAsync(stoppingToken)));

    private LogSubscription SubscriptionOf(ProjectionRegistration projection) =>
        new(projection.Name.ToString(), log, checkpoints, projection.Handler, signals.LogGrown, new LogSubscriptionOptions(), time, logger);
}
