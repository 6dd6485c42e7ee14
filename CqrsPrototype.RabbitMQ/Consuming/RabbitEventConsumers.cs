using System.Collections.Concurrent;
using CqrsPrototype.EventSourcing.Messaging;
using CqrsPrototype.EventSourcing.Projections;
using CqrsPrototype.Rabbit.Connecting;
using CqrsPrototype.Rabbit.Topology;
using Microsoft.Extensions.Logging;

namespace CqrsPrototype.Rabbit.Consuming;

/// <summary>The consumers of this process, one for each queue.</summary>
internal sealed class RabbitEventConsumers(
    RabbitConnections connections, RabbitTopology topology, RabbitMessagingOptions options, IParkedMessages parked,
    TimeProvider time, ILogger<RabbitEventConsumer> logger) : IEventConsumers, IAsyncDisposable
{
    private readonly ConcurrentDictionary<ViewName, RabbitEventConsumer> _consumers = new();

    /// <inheritdoc/>
    public IEventConsumer Of(ViewName view) =>
        _consumers.GetOrAdd(view, name => new RabbitEventConsumer(topology.QueueOf(name), connections.Consuming, options, parked, time, logger));

    /// <summary>Ends all of them.</summary>
    public async ValueTask DisposeAsync()
    {
        foreach (var consumer in _consumers.Values)
        {
            await consumer.DisposeAsync();
        }
    }
}
