using CqrsPrototype.EventSourcing.Streams;

namespace CqrsPrototype.EventSourcing.Log.Sequencing;

/// <summary>The place of a commit in its stream. No two commits ever have the same.</summary>
/// <param name="Stream">The stream.</param>
/// <param name="Version">The version of the commit's first event.</param>
public readonly record struct Slot(StreamId Stream, StreamVersion Version);
