using Microsoft.Extensions.Logging;
using RabbitMQ.Client;

namespace CqrsPrototype.Rabbit.Connecting;

/// <summary>The connections of this process. There are two: a broker that is short of memory blocks the one that publishes, not the one that empties queues.</summary>
internal sealed class RabbitConnections : IAsyncDisposable
{
    // Half of the time after which a peer that has vanished without a word is noticed.
    private static readonly TimeSpan Heartbeat = TimeSpan.FromSeconds(10);

    public RabbitConnections(IConnectionFactory factory, TimeProvider time, ILogger<RabbitConnections> logger)
    {
        factory.RequestedHeartbeat = Heartbeat;
        if (factory is ConnectionFactory client)
        {
            (client.AutomaticRecoveryEnabled, client.TopologyRecoveryEnabled) = (false, false);
        }

        Publishing = new RabbitConnection(factory, "publishing", time, logger);
        Consuming = new RabbitConnection(factory, "consuming", time, logger);
    }

    public RabbitConnection Publishing { get; }

    public RabbitConnection Consuming { get; }

    /// <summary>Closes both at once.</summary>
    public async ValueTask DisposeAsync() => await Task.WhenAll(Publishing.DisposeAsync().AsTask(), Consuming.DisposeAsync().AsTask());
}
