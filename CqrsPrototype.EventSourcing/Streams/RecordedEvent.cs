using CqrsPrototype.EventSourcing.Log;

namespace CqrsPrototype.EventSourcing.Streams;

/// <summary>An event in its place: what a subscription, a projection or a message is given.</summary>
/// <param name="Stream">The stream that it belongs to.</param>
/// <param name="Version">Its number in the stream.</param>
/// <param name="Event">Type, schema version and data.</param>
/// <param name="At">When it was decided, in milliseconds.</param>
/// <param name="Metadata">What led to it.</param>
/// <param name="Position">Its place in the log; <see langword="null"/> while it has none yet or the reader did not ask.</param>
public sealed record RecordedEvent(
    StreamId Stream,
    StreamVersion Version,
    EventData Event,
    DateTimeOffset At,
    EventMetadata Metadata,
    GlobalPosition? Position);
