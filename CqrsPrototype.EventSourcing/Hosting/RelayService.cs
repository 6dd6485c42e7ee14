using CqrsPrototype.EventSourcing.Log;
using CqrsPrototype.EventSourcing.Messaging;
using CqrsPrototype.EventSourcing.Signals;
using CqrsPrototype.EventSourcing.Subscriptions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace CqrsPrototype.EventSourcing.Hosting;

/// <summary>Takes the log to the broker, in one process at a time as far as that can be had; two would only publish some events twice.</summary>
internal sealed class RelayService(
    IEventPublisher publisher, IEventLog log, ICheckpointStore checkpoints, ILeases leases,
    EventSourcingSignals signals, TimeProvider time, ILogger<LogSubscription> logger) : BackgroundService
{
    protected override Task ExecuteAsync(CancellationToken stoppingToken) =>
        new Lease(Relay.Name, leases, time).RunAsync(
            token => new LogSubscription(
                Relay.Name, log, checkpoints, new Relay(publisher), signals.LogGrown, Relay.Reading, time, logger).RunAsync(token),
            stoppingToken);
}
