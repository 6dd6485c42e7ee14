namespace CqrsPrototype.EventSourcing.Streams;

/// <summary>A store did not do what it was asked; whether it has written is unknown until it is read back.</summary>
/// <param name="message">What failed, and what the operator can do.</param>
/// <param name="innerException">What the store said.</param>
public sealed class EventStoreUnavailableException(string message, Exception? innerException = null) : Exception(message, innerException);
