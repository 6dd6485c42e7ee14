namespace CqrsPrototype.EventSourcing.Streams;

/// <summary>A store did not do what it was asked; whether it has written is unknown until it is read back.</summary>
/// <param name="message">What failed, and what the operator can do.</param>
/// <param name="innerException">What the store said.</param>
public sealed class EventStoreUnavailableException(string message, Exception? innerException = null) : Exception(message, innerException)
{
    /// <summary>How long the store has answered nothing at all, as far as this process knows; zero where it does not know.</summary>
    public TimeSpan AwayFor { get; init; }
}
