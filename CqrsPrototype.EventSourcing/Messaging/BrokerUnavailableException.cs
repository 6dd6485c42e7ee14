namespace CqrsPrototype.EventSourcing.Messaging;

/// <summary>The broker did not confirm, or could not be reached. What was sent may have arrived.</summary>
/// <param name="message">What failed, and what the operator can do.</param>
/// <param name="innerException">What the broker or its client said.</param>
public sealed class BrokerUnavailableException(string message, Exception? innerException = null) : Exception(message, innerException);
