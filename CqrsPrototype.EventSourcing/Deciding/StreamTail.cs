using CqrsPrototype.EventSourcing.Streams;

namespace CqrsPrototype.EventSourcing.Deciding;

/// <summary>The end of a stream as a command sees it: loaded, or hoped for while the append of the command before is under way.</summary>
/// <param name="State">The state to decide on.</param>
/// <param name="Version">The version that goes with it.</param>
/// <param name="LastCommit">The commit that ends it.</param>
/// <param name="Append">The append that makes it true; <see langword="null"/> for what was loaded.</param>
internal sealed record StreamTail<TState>(TState State, StreamVersion Version, Commit? LastCommit, Task<AppendResult>? Append)
{
    /// <summary>May the next command build on it? Only while nobody can know better: afterwards loading is the truth.</summary>
    public bool IsUnderWay => Append is { IsCompleted: false };
}
