namespace CqrsPrototype.EventSourcing.Messaging;

/// <summary>Gives a parked message another chance.</summary>
public interface IParkedMessageReplay
{
    /// <summary>Sends a message, with body and properties as they came, to the queue that it came from, and to no other.</summary>
    /// <param name="message">The message. It stays parked: delete it once this returns.</param>
    /// <param name="cancellationToken">Stops waiting; the message may still arrive.</param>
    /// <exception cref="BrokerUnavailableException">The broker did not confirm it: try again later.</exception>
    ValueTask ReplayAsync(ParkedMessage message, CancellationToken cancellationToken);
}
