using CqrsPrototype.EventSourcing.Signals;
using CqrsPrototype.Rabbit.Connecting;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace CqrsPrototype.Rabbit.Signals;

/// <summary>Carries hints between processes. While the broker is away they are lost, and everybody polls.</summary>
internal sealed class SignalBridge(RabbitConnections connections, EventSourcingSignals signals, TimeProvider time, ILogger<SignalBridge> logger)
    : BackgroundService
{
    private readonly Guid _self = Guid.NewGuid();

    /// <inheritdoc/>
    protected override Task ExecuteAsync(CancellationToken stoppingToken) => Task.WhenAll(
        new SignalSender(connections.Publishing, signals, _self, time, logger).RunAsync(stoppingToken),
        new SignalReceiver(connections.Consuming, signals, _self, time, logger).RunAsync(stoppingToken));
}
