using CqrsPrototype.EventSourcing.Streams;

namespace CqrsPrototype.EventSourcing.Signals;

/// <summary>A view contains a version now.</summary>
/// <param name="Stream">The stream that it is the view of.</param>
/// <param name="Version">The last version that it contains.</param>
public readonly record struct ViewChange(StreamId Stream, StreamVersion Version);
