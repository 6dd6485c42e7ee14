using CqrsPrototype.EventSourcing.Streams;
using CqrsPrototype.EventSourcing.Subscriptions;

namespace CqrsPrototype.EventSourcing.Deciding;

/// <summary>Load, decide, append; and again from the start when another command came first. Written once for all aggregates.</summary>
/// <remarks>
/// Protocol: a commit has one id for all attempts, so a command whose answer was lost finds its own commit again. Whether a key was
/// used is the store's word at the append; every other answer is checked against the key before it is given, since the first command
/// with that key may just have changed what this one decided on.
/// </remarks>
public sealed class CommandHandler<TCommand, TEvent, TState, TRefusal>(
    Aggregate<TCommand, TEvent, TState, TRefusal> aggregate, IEventStore store, CommandOptions options, TimeProvider time)
    where TEvent : class
    where TRefusal : struct, Enum
{
    private static readonly Backoff Retry = new(TimeSpan.FromMilliseconds(2), TimeSpan.FromMilliseconds(500));

    private readonly AggregateReader<TCommand, TEvent, TState, TRefusal> _reader = new(aggregate, store);
    private readonly ActiveStreams<TState> _active = new();

    /// <summary>Handles one command.</summary>
    /// <param name="stream">The stream of the aggregate.</param>
    /// <param name="command">What is asked.</param>
    /// <param name="context">Key, precondition and metadata.</param>
    /// <param name="cancellationToken">Stops waiting. The command may still have its effect.</param>
    /// <returns>What became of it; what it says is durable.</returns>
    /// <exception cref="EventStoreUnavailableException">The store did not answer within <see cref="CommandOptions.Timeout"/>: the outcome is unknown, repeat with the same key.</exception>
    /// <exception cref="OverloadedException">Nothing was stored; try again later.</exception>
    /// <exception cref="StreamCorruptException">The stream has a gap.</exception>
    public async ValueTask<CommandResult<TState, TRefusal>> HandleAsync(
        StreamId stream, TCommand command, CommandContext<TState> context, CancellationToken cancellationToken)
    {
        using var deadline = new CancellationTokenSource(options.Timeout, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(deadline.Token, cancellationToken);
        var execution = new Execution(stream, command, context, Guid.CreateVersion7(time.GetUtcNow()));
        var active = _active.Join(stream);
        try
        {
            for (var failures = 1; ; failures++)
            {
                if (await TryAsync(execution, active, either.Token) is { } result)
                {
                    return result;
                }

                await Task.Delay(Retry.After(failures, Random.Shared.NextDouble()), time, either.Token);
            }
        }
        catch (OperationCanceledException exception) when (deadline.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            throw new EventStoreUnavailableException(
                $"The command on {stream} was not done within {options.Timeout.TotalSeconds} s. Its outcome is unknown: repeat it with the same idempotency key.",
                execution.LastFailure ?? exception);
        }
        finally
        {
            _active.Leave(stream, active);
        }
    }

    // One attempt; null means: load and decide again.
    private async ValueTask<CommandResult<TState, TRefusal>?> TryAsync(Execution execution, ActiveStream<TState> active, CancellationToken cancellationToken)
    {
        StreamTail<TState>? sent = null;
        try
        {
            if (execution.Uncertain is { } uncertain && await FindAgainAsync(uncertain, cancellationToken) is { } own)
            {
                return await AnswerFromAsync(own, replayed: false, cancellationToken);
            }

            (var basis, sent, var answer) = await DecideAsync(execution, active, cancellationToken);
            if (sent is null)
            {
                var isTrue = basis.Append is null || await basis.Append.WaitAsync(cancellationToken) == AppendResult.Appended;
                return isTrue ? await FindByKeyAsync(execution, cancellationToken) ?? answer : null;
            }

            switch (await sent.Append!.WaitAsync(cancellationToken))
            {
                case AppendResult.Appended:
                    return new CommandResult<TState, TRefusal>.Accepted(sent.State, sent.Version, Replayed: false);
                case AppendResult.KeyTaken:
                    active.Fail();
                    return await FindByKeyAsync(execution, cancellationToken);
                default:
                    active.Fail();
                    return null;
            }
        }
        catch (EventStoreUnavailableException exception)
        {
            active.Fail();
            execution.LastFailure = exception;
            execution.Uncertain = sent?.LastCommit ?? execution.Uncertain;
            return null;
        }
    }

    // In turn with the others on this stream; the append is sent, not awaited.
    private async ValueTask<(StreamTail<TState> Basis, StreamTail<TState>? Sent, CommandResult<TState, TRefusal>? Answer)> DecideAsync(
        Execution execution, ActiveStream<TState> active, CancellationToken cancellationToken)
    {
        await active.EnterAsync(cancellationToken);
        try
        {
            var underWay = active.UnderWay;
            var basis = underWay ?? await LoadAsync(execution.Stream, cancellationToken);
            var now = DateTimeOffset.FromUnixTimeMilliseconds(time.GetUtcNow().ToUnixTimeMilliseconds());
            var (commit, state, answer) =
                Judgement.Judge(aggregate, basis, execution.Stream, execution.Command, execution.Context, execution.CommitId, now);
            if (commit is null)
            {
                return (basis, null, answer);
            }

            var sent = new StreamTail<TState>(state, commit.Last, commit, store.AppendAsync(commit, CancellationToken.None).AsTask());
            active.Continue(sent, loaded: underWay is null);
            return (basis, sent, null);
        }
        finally
        {
            active.Exit();
        }
    }

    private async ValueTask<StreamTail<TState>> LoadAsync(StreamId stream, CancellationToken cancellationToken)
    {
        while (true)
        {
            var (state, version, last) = await _reader.LoadAsync(stream, null, cancellationToken);
            if (last is null || await store.ConfirmAsync(last, cancellationToken))
            {
                return new StreamTail<TState>(state, version, last, null);
            }
        }
    }

    // An append whose outcome was unknown may have happened, at that time or since.
    private async ValueTask<Commit?> FindAgainAsync(Commit commit, CancellationToken cancellationToken)
    {
        var tail = await store.ReadTailAsync(commit.Stream, commit.Last, aggregate.SnapshotSchema, cancellationToken);
        return tail.Count > 0 && tail[^1].Id == commit.Id ? tail[^1] : null;
    }

    private async ValueTask<CommandResult<TState, TRefusal>?> FindByKeyAsync(Execution execution, CancellationToken cancellationToken)
    {
        if (execution.Context.Key is not { } key || await store.FindByKeyAsync(key.Key, cancellationToken) is not { } found)
        {
            return null;
        }

        return found.Key?.Fingerprint == key.Fingerprint
            ? await AnswerFromAsync(found, replayed: found.Id != execution.CommitId, cancellationToken)
            : new CommandResult<TState, TRefusal>.KeyReused();
    }

    // The answer to a commit that is stored: the same as the first time, folded from what is stored.
    private async ValueTask<CommandResult<TState, TRefusal>?> AnswerFromAsync(Commit commit, bool replayed, CancellationToken cancellationToken)
    {
        if (!await store.ConfirmAsync(commit, cancellationToken))
        {
            return null;
        }

        var then = await _reader.LoadAsync(commit.Stream, commit.Last, cancellationToken);
        return new CommandResult<TState, TRefusal>.Accepted(then.State, commit.Last, replayed);
    }

    private sealed record Execution(StreamId Stream, TCommand Command, CommandContext<TState> Context, Guid CommitId)
    {
        // The newest commit that was sent and not heard of again.
        public Commit? Uncertain { get; set; }

        public Exception? LastFailure { get; set; }
    }
}
