using CqrsPrototype.EventSourcing.Log;
using CqrsPrototype.EventSourcing.Messaging;
using CqrsPrototype.EventSourcing.Signals;
using CqrsPrototype.EventSourcing.Streams;
using Microsoft.Extensions.Logging;

namespace CqrsPrototype.EventSourcing.Subscriptions;

/// <summary>Goes along the log from a checkpoint on, piece by piece, and moves the checkpoint behind what is done.</summary>
/// <remarks>At least once: a crash between effect and checkpoint repeats a piece, so what is done must not care about repetition.</remarks>
public sealed class LogSubscription
{
    // A crash can take the seal of the log's last page, which is then not read until a sequencer has looked at it again. That takes 2 s;
    // a log that was restored from a backup stays short. With the waits between, so many looks take 3 s at least.
    private const int LooksUntilAlarm = 8;

    private readonly IEventLog _log;
    private readonly ICheckpointStore _checkpoints;
    private readonly ILogFollower _follower;
    private readonly Signal _logGrown;
    private readonly LogSubscriptionOptions _options;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly Random _random;
    private long _completed;
    private Task _checkpoint = Task.CompletedTask;

    /// <summary>Makes a subscription; <see cref="RunAsync"/> starts it.</summary>
    /// <param name="name">Names the checkpoint. Another name begins at the start of the log.</param>
    /// <param name="log">Whose end the checkpoint cannot be behind.</param>
    /// <param name="checkpoints">Where the position is kept.</param>
    /// <param name="follower">What is done with each piece.</param>
    /// <param name="logGrown">Ends the wait at the end of the log early.</param>
    /// <param name="options">How often it looks for more.</param>
    /// <param name="time">The clock of the waits.</param>
    /// <param name="logger">Gets failures.</param>
    /// <param name="random">Spreads repetitions in time; <see langword="null"/> for <see cref="Random.Shared"/>.</param>
    public LogSubscription(
        string name, IEventLog log, ICheckpointStore checkpoints, ILogFollower follower, Signal logGrown,
        LogSubscriptionOptions options, TimeProvider time, ILogger<LogSubscription> logger, Random? random = null)
    {
        Name = name;
        _random = random ?? Random.Shared;
        (_log, _checkpoints, _follower, _logGrown, _options, _time, _logger) = (log, checkpoints, follower, logGrown, options, time, logger);
    }

    /// <summary>Makes a subscription that hands each slice of the log to a handler.</summary>
    /// <param name="name">Names the checkpoint. Another name begins at the start of the log.</param>
    /// <param name="log">What is read.</param>
    /// <param name="checkpoints">Where the position is kept.</param>
    /// <param name="handler">What is done with it.</param>
    /// <param name="logGrown">Ends the wait at the end of the log early.</param>
    /// <param name="options">Batch size and polling.</param>
    /// <param name="time">The clock of the waits.</param>
    /// <param name="logger">Gets failures.</param>
    /// <param name="random">Spreads repetitions in time; <see langword="null"/> for <see cref="Random.Shared"/>.</param>
    public LogSubscription(
        string name, IEventLog log, ICheckpointStore checkpoints, ILogHandler handler, Signal logGrown,
        LogSubscriptionOptions options, TimeProvider time, ILogger<LogSubscription> logger, Random? random = null)
        : this(name, log, checkpoints, new SliceFollower(log, handler, options.BatchSize), logGrown, options, time, logger, random)
    {
    }

    /// <summary>The name of the checkpoint.</summary>
    public string Name { get; }

    /// <summary>Everything below has had its effect.</summary>
    public GlobalPosition Completed => new(Volatile.Read(ref _completed));

    /// <summary>Runs until it is cancelled. A failure is logged and repeated after a while, for ever.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        var (failures, looks) = (0, 0);
        while (!cancellationToken.IsCancellationRequested)
        {
            try
            {
                await FollowAsync(() => (failures, looks) = (0, 0), cancellationToken);
            }
            catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
            {
                break;
            }
            catch (Exception exception)
            {
                var wait = Backoff.Default.After(++failures, _random.NextDouble());
                looks += exception is CheckpointAheadException ? 1 : 0;
                Report(exception, looks, wait);
                await PauseAsync(wait, cancellationToken);
            }
        }
    }

    // A store or broker that is away is told by its adapter, once; here it would be told again with each attempt.
    private void Report(Exception exception, int looks, TimeSpan wait)
    {
        if (exception is EventStoreUnavailableException or BrokerUnavailableException || (exception is CheckpointAheadException && looks < LooksUntilAlarm))
        {
            _logger.SubscriptionWaits(Name, exception.Message, wait.TotalMilliseconds);
        }
        else
        {
            _logger.SubscriptionFailed(exception, Name, Completed.Value, wait.TotalMilliseconds);
        }
    }

    private async Task FollowAsync(Action onProgress, CancellationToken cancellationToken)
    {
        var position = await _checkpoints.ReadAsync(Name, cancellationToken);
        var end = await _log.GetEndAsync(cancellationToken);
        if (position > end)
        {
            throw new CheckpointAheadException(Name, position, end);
        }

        Volatile.Write(ref _completed, position.Value);
        var poll = _options.BusyPoll;
        while (true)
        {
            var grown = _logGrown.Observe();
            var next = await _follower.FollowAsync(position, cancellationToken);
            onProgress();
            if (next == position)
            {
                await Signal.WaitAsync(grown, poll, _time, cancellationToken);
                poll = Polling.Next(poll, _options.IdlePoll);
                continue;
            }

            position = next;
            Volatile.Write(ref _completed, position.Value);
            await AdvanceAsync(position, cancellationToken);
            poll = _options.BusyPoll;
        }
    }

    // The checkpoint of one piece is written while the next one is handled; at most one is on its way.
    private async ValueTask AdvanceAsync(GlobalPosition position, CancellationToken cancellationToken)
    {
        var previous = _checkpoint;
        _checkpoint = Task.CompletedTask;
        await previous;
        _checkpoint = _checkpoints.AdvanceAsync(Name, position, cancellationToken).AsTask();
    }

    private async Task PauseAsync(TimeSpan wait, CancellationToken cancellationToken) =>
        await Task.Delay(wait, _time, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext);
}
