using CqrsPrototype.EventSourcing.Streams;

namespace CqrsPrototype.EventSourcing.Log;

/// <summary>A piece of the log: whole commits, one after the other.</summary>
/// <param name="Commits">In log order, each with its position; empty at the end of the log.</param>
/// <param name="Next">Where the next slice begins; a checkpoint may be put here.</param>
public sealed record LogSlice(IReadOnlyList<Commit> Commits, GlobalPosition Next)
{
    /// <summary>Whether the end of the log was reached and nothing came back.</summary>
    public bool IsEmpty => Commits.Count == 0;
}
