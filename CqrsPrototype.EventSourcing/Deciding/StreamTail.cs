using CqrsPrototype.EventSourcing.Streams;

namespace CqrsPrototype.EventSourcing.Deciding;

/// <summary>The end of a stream as a command sees it: loaded, or hoped for while the append of the command before is under way.</summary>
/// <param name="State">The state to decide on.</param>
/// <param name="Version">The version that goes with it.</param>
/// <param name="LastCommit">The commit that ends it.</param>
/// <param name="Chain">What the next append goes into.</param>
/// <param name="Append">The append that makes it true; <see langword="null"/> for what was loaded.</param>
internal sealed record StreamTail<TState>(TState State, StreamVersion Version, Commit? LastCommit, AppendChain Chain, Task<AppendResult>? Append)
{
    /// <summary>May the next command build on it? Only while nobody can know better: afterwards loading is the truth.</summary>
    public bool IsUnderWay => Append is { IsCompleted: false } && !Chain.IsBroken;

    /// <summary>The event without which the next commit must not be stored, since its basis exists only if that one does.</summary>
    public Guid? Awaited => Append is null ? null : LastCommit?.Events[^1].Id;
}
