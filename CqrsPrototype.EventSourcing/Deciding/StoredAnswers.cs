using CqrsPrototype.EventSourcing.Streams;

namespace CqrsPrototype.EventSourcing.Deciding;

/// <summary>Answers commands from commits that are stored already: those of a lost attempt, or of an earlier command with the same key.</summary>
internal sealed class StoredAnswers<TCommand, TEvent, TState, TRefusal>(
    AggregateReader<TCommand, TEvent, TState, TRefusal> reader, IEventStore store, int snapshotSchema)
    where TEvent : class
    where TRefusal : struct, Enum
{
    /// <summary>Looks for an attempt whose outcome was unknown: it may have been stored at that time, or since.</summary>
    public async ValueTask<Commit?> FindOwnAsync(Execution<TCommand, TState> execution, CancellationToken cancellationToken)
    {
        foreach (var commit in execution.Unheard)
        {
            var tail = await store.ReadTailAsync(commit.Stream, commit.Last, snapshotSchema, cancellationToken);
            if (tail.Count > 0 && tail[^1].Id == commit.Id)
            {
                return tail[^1];
            }
        }

        return null;
    }

    /// <summary>The answer of the command that was stored under this one's key.</summary>
    /// <returns><see langword="null"/> without a key or such a command, or when the store has lost it in a crash, before it was durable.</returns>
    public async ValueTask<CommandResult<TState, TRefusal>?> FindByKeyAsync(Execution<TCommand, TState> execution, CancellationToken cancellationToken)
    {
        if (execution.Context.Key is not { } key || await store.FindByKeyAsync(key.Key, cancellationToken) is not { } found)
        {
            return null;
        }

        if (found.Key?.Fingerprint == key.Fingerprint)
        {
            return await AnswerFromAsync(found, replayed: found.Id != execution.CommitId, cancellationToken);
        }

        return await store.ConfirmAsync(found, cancellationToken) ? new CommandResult<TState, TRefusal>.KeyReused() : null;
    }

    /// <summary>The answer to a commit that was found: the same as the first time, folded from what is stored.</summary>
    /// <returns><see langword="null"/> when the store has lost the commit in a crash, before it was durable.</returns>
    public async ValueTask<CommandResult<TState, TRefusal>?> AnswerFromAsync(Commit commit, bool replayed, CancellationToken cancellationToken)
    {
        if (!await store.ConfirmAsync(commit, cancellationToken))
        {
            return null;
        }

        var then = await reader.LoadAsync(commit.Stream, commit.Last, cancellationToken);
        return new CommandResult<TState, TRefusal>.Accepted(then.State, commit.Last, replayed);
    }
}
