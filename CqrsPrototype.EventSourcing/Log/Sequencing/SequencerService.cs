using CqrsPrototype.EventSourcing.Signals;
using CqrsPrototype.EventSourcing.Subscriptions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace CqrsPrototype.EventSourcing.Log.Sequencing;

/// <summary>Runs a sequencer: at once when this process has appended, else by polling, from 50 ms after work to 1 s when idle.</summary>
/// <remarks>Any number of processes may run one. An idle poll also finishes a page whose writer was killed.</remarks>
public sealed class SequencerService(
    Sequencer sequencer, EventSourcingSignals signals, TimeProvider time, ILogger<SequencerService> logger, Random? random = null)
    : BackgroundService
{
    private static readonly TimeSpan BusyPoll = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan IdlePoll = TimeSpan.FromSeconds(1);

    private readonly Random _random = random ?? Random.Shared;

    /// <summary>Runs until it is cancelled. A failure is logged and repeated after a while, for ever.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        var (poll, failures) = (BusyPoll, 0);
        while (!cancellationToken.IsCancellationRequested)
        {
            try
            {
                var appended = signals.Appended.Observe();
                var placed = await sequencer.PassAsync(cancellationToken);
                failures = 0;
                if (placed > 0)
                {
                    signals.LogGrown.Raise();
                    poll = BusyPoll;
                    continue;
                }

                await Signal.WaitAsync(appended, poll, time, cancellationToken);
                poll = poll * 2 < IdlePoll ? poll * 2 : IdlePoll;
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

    /// <inheritdoc/>
    protected override Task ExecuteAsync(CancellationToken stoppingToken) => RunAsync(stoppingToken);

    private async Task PauseAsync(Exception exception, int failures, CancellationToken cancellationToken)
    {
        var wait = Backoff.Default.After(failures, _random.NextDouble());
        if (exception is LogCorruptException corrupt)
        {
            logger.SequencerStopped(exception, corrupt.Page.Value, wait.TotalMilliseconds);
        }
        else
        {
            logger.SequencerWaits(exception, wait.TotalMilliseconds);
        }

        await Task.Delay(wait, time, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext);
    }
}
