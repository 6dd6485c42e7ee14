using CqrsPrototype.EventSourcing.Streams;

namespace CqrsPrototype.EventSourcing.Log;

/// <summary>A piece of the log, told by how far it takes each stream: enough to see whether a view is behind, without loading a commit.</summary>
/// <param name="Versions">The version of the last event of each stream in it; empty at the end of the log.</param>
/// <param name="Next">Where the next piece begins; a checkpoint may be put here.</param>
public sealed record LogHeads(IReadOnlyDictionary<StreamId, StreamVersion> Versions, GlobalPosition Next)
{
    /// <summary>Whether the end of the log was reached and nothing came back.</summary>
    public bool IsEmpty => Versions.Count == 0;
}
