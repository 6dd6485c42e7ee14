using CqrsPrototype.EventSourcing.Signals;
using CqrsPrototype.EventSourcing.Streams;
using CqrsPrototype.EventSourcing.Subscriptions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace CqrsPrototype.EventSourcing.Log.Sequencing;

/// <summary>Runs a sequencer. One process holds the lease and is quick: it places at once what it has appended, or heard of.</summary>
/// <remarks>
/// Any number of processes may run one. Without the lease it looks every <see cref="StandbyPoll"/> all the same, so that whatever a holder
/// leaves behind that was killed, commits or an unfinished page, does not wait until its lease is taken over.
/// </remarks>
/// <param name="sequencer">Does the work.</param>
/// <param name="leases">Where the lease is.</param>
/// <param name="signals">Tells of what was appended, and hears what was placed.</param>
/// <param name="time">The clock of the waits.</param>
/// <param name="logger">Gets failures.</param>
/// <param name="isStandby">Leaves the lease to processes that append, which need no message from another one to be quick.</param>
/// <param name="random">Spreads repetitions in time; <see langword="null"/> for <see cref="Random.Shared"/>.</param>
public sealed class SequencerService(
    Sequencer sequencer, ILeases leases, EventSourcingSignals signals, TimeProvider time, ILogger<SequencerService> logger, bool isStandby = false,
    Random? random = null)
    : BackgroundService
{
    private static readonly TimeSpan BusyPoll = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan IdlePoll = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan StandbyPoll = TimeSpan.FromSeconds(2);

    private readonly Random _random = random ?? Random.Shared;
    private readonly Lease _lease = new("sequencer", leases, time);
    private readonly Signal _leaseTaken = new();

    /// <summary>Runs until it is cancelled. A failure is logged and repeated after a while, for ever.</summary>
    public Task RunAsync(CancellationToken cancellationToken) => isStandby
        ? PlaceAsync(cancellationToken)
        : Task.WhenAll(_lease.RunAsync(HoldAsync, cancellationToken), PlaceAsync(cancellationToken));

    /// <inheritdoc/>
    protected override Task ExecuteAsync(CancellationToken stoppingToken) => RunAsync(stoppingToken);

    private Task HoldAsync(CancellationToken cancellationToken)
    {
        _leaseTaken.Raise();
        return Task.Delay(Timeout.InfiniteTimeSpan, time, cancellationToken);
    }

    private async Task PlaceAsync(CancellationToken cancellationToken)
    {
        var (poll, failures) = (BusyPoll, 0);
        while (!cancellationToken.IsCancellationRequested)
        {
            try
            {
                var (appended, taken) = (signals.Appended.Observe(), _leaseTaken.Observe());
                var placed = await sequencer.PassAsync(cancellationToken);
                failures = 0;
                if (placed > 0)
                {
                    signals.LogGrown.Raise();
                    poll = BusyPoll;
                }

                if (!_lease.IsHeld)
                {
                    await Signal.WaitAsync(taken, StandbyPoll, time, cancellationToken);
                }
                else if (placed < LogPage.MaxCommits)
                {
                    // All that was there has its place; what came meanwhile has raised the signal.
                    await Signal.WaitAsync(appended, poll, time, cancellationToken);
                    poll = Polling.Next(poll, IdlePoll);
                }
            }
            catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
            {
                break;
            }
            catch (Exception exception)
            {
                await PauseAsync(exception, ++failures, cancellationToken);
            }
        }
    }

    private async Task PauseAsync(Exception exception, int failures, CancellationToken cancellationToken)
    {
        var wait = Backoff.Default.After(failures, _random.NextDouble());
        switch (exception)
        {
            case LogCorruptException corrupt:
                logger.SequencerStopped(exception, corrupt.Page.Value, wait.TotalMilliseconds);
                break;
            case EventStoreUnavailableException:
                logger.SequencerWaits(exception.Message, wait.TotalMilliseconds);
                break;
            default:
                logger.SequencerFailed(exception, wait.TotalMilliseconds);
                break;
        }

        await Task.Delay(wait, time, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext);
    }
}
