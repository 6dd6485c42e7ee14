namespace CqrsPrototype.EventSourcing.Streams;

/// <summary>The folded state of a stream after the commit that carries it, so that loading need not begin at version 1.</summary>
/// <param name="SchemaVersion">The form of the state; a snapshot of another version than the code's is passed over.</param>
/// <param name="State">The state as JSON in UTF-8.</param>
public sealed record SnapshotData(int SchemaVersion, ReadOnlyMemory<byte> State);
