using CqrsPrototype.EventSourcing.Streams;

namespace CqrsPrototype.EventSourcing.Deciding;

/// <summary>One command on its way, over all its attempts.</summary>
/// <param name="Stream">Whom it is for.</param>
/// <param name="Command">What is asked.</param>
/// <param name="Context">Key, precondition and metadata.</param>
/// <param name="CommitId">The id of its commit, the same in all attempts: only one of them can be stored, and it is known again.</param>
internal sealed record Execution<TCommand, TState>(StreamId Stream, TCommand Command, CommandContext<TState> Context, Guid CommitId)
{
    /// <summary>What was sent and not heard of again, one for each such attempt.</summary>
    public List<Commit> Unheard { get; } = [];

    /// <summary>What a store said last when it did not answer.</summary>
    public Exception? LastFailure { get; set; }

    /// <summary>Whether an attempt may still be stored behind a version, so that an answer of "no" could turn out wrong.</summary>
    /// <remarks>
    /// That takes an attempt which built on another command's append, and comes to be stored once that one is. Without such an append
    /// the same state gives the same decision, and there is no such answer.
    /// </remarks>
    public bool MayStillHappenBehind(StreamVersion version) => Unheard.Exists(commit => commit.First > version);
}
