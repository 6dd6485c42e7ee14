using CqrsPrototype.EventSourcing.Streams;
using CqrsPrototype.EventSourcing.Subscriptions;
using CqrsPrototype.EventSourcing.Telemetry;

namespace CqrsPrototype.EventSourcing.Deciding;

/// <summary>Load, decide, append; and again from the start when another command came first. Written once for all aggregates.</summary>
/// <remarks>
/// Protocol: a commit has one id for all attempts, so a command whose answer was lost finds its own commit again. Whether a key was
/// used is the store's word at the append; every other answer is checked against the key before it is given, since the first command
/// with that key may just have changed what this one decided on.
/// </remarks>
public sealed class CommandHandler<TCommand, TEvent, TState, TRefusal>
    where TEvent : class
    where TRefusal : struct, Enum
{
    private static readonly Backoff Retry = new(TimeSpan.FromMilliseconds(2), TimeSpan.FromMilliseconds(500));

    private readonly Aggregate<TCommand, TEvent, TState, TRefusal> _aggregate;
    private readonly IEventStore _store;
    private readonly CommandOptions _options;
    private readonly TimeProvider _time;
    private readonly Random _random;
    private readonly AggregateReader<TCommand, TEvent, TState, TRefusal> _reader;
    private readonly StoredAnswers<TCommand, TEvent, TState, TRefusal> _stored;
    private readonly ActiveStreams<TState> _active = new();

    /// <summary>Makes a handler; one in a process is enough, and lets commands on one stream share their way to the disk.</summary>
    /// <param name="aggregate">The rules.</param>
    /// <param name="store">Where the streams are.</param>
    /// <param name="options">How long a command is tried.</param>
    /// <param name="time">The clock of events and waits.</param>
    /// <param name="random">Spreads repetitions in time; <see langword="null"/> for <see cref="Random.Shared"/>.</param>
    public CommandHandler(
        Aggregate<TCommand, TEvent, TState, TRefusal> aggregate, IEventStore store, CommandOptions options, TimeProvider time, Random? random = null)
    {
        (_aggregate, _store, _options, _time, _random) = (aggregate, store, options, time, random ?? Random.Shared);
        _reader = new(aggregate, store);
        _stored = new(_reader, store, aggregate.SnapshotSchema);
    }

    /// <summary>Handles one command.</summary>
    /// <param name="stream">The stream of the aggregate.</param>
    /// <param name="command">What is asked.</param>
    /// <param name="context">Key, precondition and metadata.</param>
    /// <param name="cancellationToken">Stops waiting. The command may still have its effect.</param>
    /// <returns>What became of it; what it says is durable.</returns>
    /// <exception cref="EventStoreUnavailableException">
    /// The store did not answer within <see cref="CommandOptions.Timeout"/>, or had not for so long before: the outcome is unknown, repeat with the same key.
    /// </exception>
    /// <exception cref="OverloadedException">Nothing was stored; try again later.</exception>
    /// <exception cref="StreamCorruptException">The stream has a gap.</exception>
    public async ValueTask<CommandResult<TState, TRefusal>> HandleAsync(
        StreamId stream, TCommand command, CommandContext<TState> context, CancellationToken cancellationToken)
    {
        using var recording = new CommandRecording(_aggregate.Category, command?.GetType().Name ?? "", stream);
        try
        {
            var result = await InsistAsync(stream, command, context, recording, cancellationToken);
            recording.Outcome = result.Outcome;
            return result;
        }
        catch (Exception exception)
        {
            recording.Fail(exception);
            throw;
        }
    }

    private async ValueTask<CommandResult<TState, TRefusal>> InsistAsync(
        StreamId stream, TCommand command, CommandContext<TState> context, CommandRecording recording, CancellationToken cancellationToken)
    {
        using var deadline = new CancellationTokenSource(_options.Timeout, _time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(deadline.Token, cancellationToken);
        var execution = new Execution<TCommand, TState>(stream, command, context, Guid.CreateVersion7(_time.GetUtcNow()));
        var active = _active.Join(stream);
        try
        {
            for (var failures = 1; ; failures++)
            {
                recording.Attempt();
                if (await TryAsync(execution, active, either.Token) is { } result)
                {
                    return result;
                }

                await Task.Delay(Retry.After(failures, _random.NextDouble()), _time, either.Token);
            }
        }
        catch (OperationCanceledException exception) when (deadline.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            throw new EventStoreUnavailableException(
                $"The command on {stream} was not done within {_options.Timeout.TotalSeconds} s. Its outcome is unknown: repeat it with the same idempotency key.",
                execution.LastFailure ?? exception);
        }
        finally
        {
            _active.Leave(stream, active);
        }
    }

    // One attempt; null means: load and decide again.
    private async ValueTask<CommandResult<TState, TRefusal>?> TryAsync(
        Execution<TCommand, TState> execution, ActiveStream<TState> active, CancellationToken cancellationToken)
    {
        Commit? sent = null;
        try
        {
            var (tail, answer, own) = await DecideAsync(execution, active, cancellationToken);
            if (answer is not null && tail.Append is { } before)
            {
                // It may have been stored before this command came, and another process may have gone on behind it, as the caller may
                // know. What is sent or loaded from now on is not so old.
                if (await WaitForOtherAsync(execution, before, cancellationToken) is null)
                {
                    return null;
                }

                (tail, answer, own) = await DecideAsync(execution, active, cancellationToken);
            }

            if (own is not null)
            {
                return await _stored.AnswerFromAsync(own, replayed: false, cancellationToken);
            }

            sent = answer is null ? tail.LastCommit : null;
            AppendResult? outcome = (sent, tail.Append) switch
            {
                (_, null) => AppendResult.Appended,
                (null, var other) => await WaitForOtherAsync(execution, other, cancellationToken),
                (_, var append) => await append.WaitAsync(cancellationToken),
            };
            return (outcome, answer) switch
            {
                (AppendResult.Appended, null) => new CommandResult<TState, TRefusal>.Accepted(tail.State, tail.Version, Replayed: false),
                (AppendResult.Appended, _) when execution.MayStillHappenBehind(tail.Version) => null,
                (AppendResult.Appended, _) => await _stored.FindByKeyAsync(execution, cancellationToken) ?? answer,
                (AppendResult.KeyTaken, null) => await _stored.FindByKeyAsync(execution, cancellationToken),
                _ => null,
            };
        }
        catch (EventStoreUnavailableException exception) when (sent is not null || execution.Unheard.Count > 0 || exception.AwayFor < _options.Timeout)
        {
            // A store that has been away for longer than a command is tried is not waited for, as long as nothing was sent to it.
            execution.LastFailure = exception;
            execution.Unheard.AddRange(sent is null ? [] : [sent]);
            return null;
        }
        catch (OverloadedException exception) when (execution.Unheard.Count > 0)
        {
            // "Nothing was stored" is true of this attempt, but not known of the earlier ones.
            execution.LastFailure = exception;
            return null;
        }
    }

    // What became of another command's append; null where it was refused for overload, which concerns that command alone.
    private static async ValueTask<AppendResult?> WaitForOtherAsync(
        Execution<TCommand, TState> execution, Task<AppendResult> append, CancellationToken cancellationToken)
    {
        try
        {
            return await append.WaitAsync(cancellationToken);
        }
        catch (OverloadedException exception)
        {
            execution.LastFailure = exception;
            return null;
        }
    }

    // In turn with the others on this stream. Without an answer the tail's append is the command's own: sent, not awaited.
    private async ValueTask<(StreamTail<TState> Tail, CommandResult<TState, TRefusal>? Answer, Commit? Own)> DecideAsync(
        Execution<TCommand, TState> execution, ActiveStream<TState> active, CancellationToken cancellationToken)
    {
        await active.EnterAsync(cancellationToken);
        using var span = EventSourcingTelemetry.StartWithin("decide", _aggregate.Category);
        try
        {
            // First the end of the stream, then the search: an earlier attempt that comes to be stored later than both stands where
            // this one would, and only one of them can.
            var basis = active.UnderWay ?? await LoadAsync(execution.Stream, cancellationToken);
            if (await _stored.FindOwnAsync(execution, cancellationToken) is { } own)
            {
                return (basis, null, own);
            }

            var now = DateTimeOffset.FromUnixTimeMilliseconds(_time.GetUtcNow().ToUnixTimeMilliseconds());
            var (commit, state, answer) =
                Judgement.Judge(_aggregate, basis, execution.Stream, execution.Command, execution.Context, execution.CommitId, now);
            if (commit is null)
            {
                return (basis, answer, null);
            }

            var tail = new StreamTail<TState>(state, commit.Last, commit, basis.Chain, basis.Chain.SendAsync(_store, commit));
            active.Continue(tail);
            return (tail, null, null);
        }
        finally
        {
            active.Exit();
        }
    }

    private async ValueTask<StreamTail<TState>> LoadAsync(StreamId stream, CancellationToken cancellationToken)
    {
        var (state, version, last) = await _reader.LoadAsync(stream, null, cancellationToken);
        return last is null || await _store.ConfirmAsync(last, cancellationToken)
            ? new StreamTail<TState>(state, version, last, new AppendChain(), null)
            : throw new EventStoreUnavailableException($"The store has crashed and lost version {version} of {stream}, which nobody was told of yet.");
    }
}
