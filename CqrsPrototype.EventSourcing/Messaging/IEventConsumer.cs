namespace CqrsPrototype.EventSourcing.Messaging;

/// <summary>Takes events from a queue: at least once each, in whatever order.</summary>
public interface IEventConsumer
{
    /// <summary>Waits for the next messages and takes what is there, without a timer.</summary>
    /// <param name="maxMessages">1 to 1000.</param>
    /// <param name="cancellationToken">Stops waiting; what was not returned stays in the queue.</param>
    /// <returns>At least one message. Those that are not acknowledged come again, to this consumer or another.</returns>
    /// <exception cref="BrokerUnavailableException">The connection is lost; call again after a while.</exception>
    ValueTask<Delivery> ReceiveAsync(int maxMessages, CancellationToken cancellationToken);
}
