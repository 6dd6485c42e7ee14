using CqrsPrototype.EventSourcing.Streams;

namespace CqrsPrototype.EventSourcing.Messaging;

/// <summary>Sends events to a broker.</summary>
public interface IEventPublisher
{
    /// <summary>Publishes events, each as a message of its own, in order.</summary>
    /// <param name="events">1 to 10 000, with their positions.</param>
    /// <param name="cancellationToken">Stops waiting; messages may still arrive.</param>
    /// <returns>Only when the broker has confirmed and routed every one of them.</returns>
    /// <exception cref="BrokerUnavailableException">Some may have arrived: publish all of them again.</exception>
    ValueTask PublishAsync(IReadOnlyList<RecordedEvent> events, CancellationToken cancellationToken);
}
