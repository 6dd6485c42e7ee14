using CqrsPrototype.EventSourcing.Log;
using CqrsPrototype.EventSourcing.Signals;
using Microsoft.Extensions.Logging;

namespace CqrsPrototype.EventSourcing.Subscriptions;

/// <summary>Reads the log from a checkpoint on, hands it to a handler slice by slice and moves the checkpoint behind what is done.</summary>
/// <remarks>At least once: a crash between effect and checkpoint repeats a slice, so the handler must not care about repetition.</remarks>
public sealed class LogSubscription
{
    private readonly IEventLog _log;
    private readonly ICheckpointStore _checkpoints;
    private readonly ILogHandler _handler;
    private readonly Signal _logGrown;
    private readonly LogSubscriptionOptions _options;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly Random _random;
    private long _completed;
    private Task _checkpoint = Task.CompletedTask;

    /// <summary>Makes a subscription; <see cref="RunAsync"/> starts it.</summary>
    /// <param name="name">Names the checkpoint. Another name begins at the start of the log.</param>
    /// <param name="log">What is read.</param>
    /// <param name="checkpoints">Where the position is kept.</param>
    /// <param name="handler">What is done with it.</param>
    /// <param name="logGrown">Ends the wait at the end of the log early.</param>
    /// <param name="options">Batch size and polling.</param>
    /// <param name="time">The clock of the waits.</param>
    /// <param name="logger">Gets failures and recoveries.</param>
    /// <param name="random">Spreads repetitions in time; <see langword="null"/> for <see cref="Random.Shared"/>.</param>
    public LogSubscription(
        string name, IEventLog log, ICheckpointStore checkpoints, ILogHandler handler, Signal logGrown,
        LogSubscriptionOptions options, TimeProvider time, ILogger<LogSubscription> logger, Random? random = null)
    {
        Name = name;
        (_log, _checkpoints, _handler, _logGrown, _options, _time, _logger) = (log, checkpoints, handler, logGrown, options, time, logger);
        _random = random ?? Random.Shared;
    }

    /// <summary>The name of the checkpoint.</summary>
    public string Name { get; }

    /// <summary>Everything below has had its effect.</summary>
    public GlobalPosition Completed => new(Volatile.Read(ref _completed));

    /// <summary>Runs until it is cancelled. A failure is logged and repeated after a while, for ever.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        var failures = 0;
        while (!cancellationToken.IsCancellationRequested)
        {
            try
            {
                await FollowAsync(() => failures = 0, cancellationToken);
            }
            catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
            {
                break;
            }
            catch (Exception exception)
            {
                var wait = Backoff.Default.After(++failures, _random.NextDouble());
                _logger.SubscriptionFailed(exception, Name, Completed.Value, wait.TotalMilliseconds);
                await PauseAsync(wait, cancellationToken);
            }
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
            var slice = await _log.ReadAsync(position, _options.BatchSize, cancellationToken);
            onProgress();
            if (slice.IsEmpty)
            {
                await Signal.WaitAsync(grown, poll, _time, cancellationToken);
                poll = Min(poll * 2, _options.IdlePoll);
                continue;
            }

            await _handler.HandleAsync(slice, cancellationToken);
            position = slice.Next;
            Volatile.Write(ref _completed, position.Value);
            await AdvanceAsync(position, cancellationToken);
            poll = _options.BusyPoll;
        }
    }

    // The checkpoint of one slice is written while the next slice is handled; at most one is on its way.
    private async ValueTask AdvanceAsync(GlobalPosition position, CancellationToken cancellationToken)
    {
        var previous = _checkpoint;
        _checkpoint = Task.CompletedTask;
        await previous;
        _checkpoint = _checkpoints.AdvanceAsync(Name, position, cancellationToken).AsTask();
    }

    private async Task PauseAsync(TimeSpan wait, CancellationToken cancellationToken) =>
        await Task.Delay(wait, _time, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext);

    private static TimeSpan Min(TimeSpan one, TimeSpan other) => one < other ? one : other;
}
