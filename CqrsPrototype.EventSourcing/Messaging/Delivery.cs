using CqrsPrototype.EventSourcing.Streams;

namespace CqrsPrototype.EventSourcing.Messaging;

/// <summary>Messages that were taken from a queue together.</summary>
/// <param name="events">What they carry; the position may be unknown.</param>
/// <param name="acknowledge">Tells the queue that they have had their effect.</param>
public sealed class Delivery(IReadOnlyList<RecordedEvent> events, Func<CancellationToken, ValueTask> acknowledge)
{
    /// <summary>The events, in the order of their messages.</summary>
    public IReadOnlyList<RecordedEvent> Events { get; } = events;

    /// <summary>Acknowledges all of them; call it only when their effect is durable. A lost acknowledgement costs a repetition.</summary>
    public ValueTask AcknowledgeAsync(CancellationToken cancellationToken) => acknowledge(cancellationToken);
}
