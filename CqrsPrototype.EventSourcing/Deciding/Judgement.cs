using CqrsPrototype.EventSourcing.Streams;

namespace CqrsPrototype.EventSourcing.Deciding;

/// <summary>The pure part of handling a command: from the stream's end and the command to a commit, or to an answer without one.</summary>
internal static class Judgement
{
    /// <summary>Decides, and makes the commit if there are events.</summary>
    /// <returns>The commit with the state that it leaves, or an answer.</returns>
    public static (Commit? Commit, TState State, CommandResult<TState, TRefusal>? Answer) Judge<TCommand, TEvent, TState, TRefusal>(
        Aggregate<TCommand, TEvent, TState, TRefusal> aggregate,
        StreamTail<TState> tail,
        StreamId stream,
        TCommand command,
        CommandContext<TState> context,
        Guid commitId,
        DateTimeOffset now)
        where TEvent : class
        where TRefusal : struct, Enum
    {
        if (context.Precondition is { } holds && !holds(tail.State, tail.Version))
        {
            return (null, tail.State, new CommandResult<TState, TRefusal>.PreconditionFailed(tail.Version));
        }

        return aggregate.Decider.Decide(tail.State, command) switch
        {
            Decision<TEvent, TRefusal>.Refused refused =>
                (null, tail.State, new CommandResult<TState, TRefusal>.Refused(refused.Refusal, tail.Version)),
            Decision<TEvent, TRefusal>.Accepted { Events: [] } =>
                (null, tail.State, new CommandResult<TState, TRefusal>.Unchanged(tail.State, tail.Version)),
            Decision<TEvent, TRefusal>.Accepted accepted =>
                Commit(aggregate, tail, stream, accepted.Events, context, commitId, now),
            var other => throw new System.Diagnostics.UnreachableException($"A decision is accepted or refused, not {other.GetType().Name}."),
        };
    }

    private static (Commit, TState, CommandResult<TState, TRefusal>?) Commit<TCommand, TEvent, TState, TRefusal>(
        Aggregate<TCommand, TEvent, TState, TRefusal> aggregate,
        StreamTail<TState> tail,
        StreamId stream,
        IReadOnlyList<TEvent> events,
        CommandContext<TState> context,
        Guid commitId,
        DateTimeOffset now)
        where TEvent : class
        where TRefusal : struct, Enum
    {
        // Clocks go back; what people read as "updated at" should not.
        var at = tail.LastCommit?.At > now ? tail.LastCommit.At : now;
        var state = tail.State;
        var data = new EventData[events.Count];
        for (var i = 0; i < data.Length; i++)
        {
            state = aggregate.Decider.Evolve(state, events[i], at);
            // Unlike the commit's id, those of its events are new in each attempt: what builds on one attempt must not fit another.
            data[i] = aggregate.Events.Serialize(events[i], Guid.CreateVersion7(now));
        }

        var commit = new Commit(commitId, stream, tail.Version, at, data) { Metadata = context.Metadata, Key = context.Key, BuildsOn = tail.Awaited };
        return (SnapshotPolicy.IsDue(commit) ? commit with { Snapshot = SnapshotPolicy.Take(state, aggregate.StateJson, aggregate.SnapshotSchema) } : commit, state, null);
    }
}
