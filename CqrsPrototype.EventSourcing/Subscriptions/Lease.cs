using CqrsPrototype.EventSourcing.Streams;

namespace CqrsPrototype.EventSourcing.Subscriptions;

/// <summary>Runs work in one process at a time, as far as that can be had: a beat each second, and another takes over after 5 s without one.</summary>
/// <param name="name">Names the work.</param>
/// <param name="leases">Where leases are kept.</param>
/// <param name="time">The clock of the waits; only its own monotonic time is compared.</param>
public sealed class Lease(string name, ILeases leases, TimeProvider time)
{
    /// <summary>How often the holder beats, and the others look.</summary>
    public static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);

    /// <summary>How long a beat stands still before another takes over.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    private readonly long _start = time.GetTimestamp();
    private readonly LeaseWatch _watch = new(Patience);
    private volatile bool _isHeld;

    /// <summary>This process, as others see it.</summary>
    public string Owner { get; } = $"{Environment.MachineName}/{Environment.ProcessId}/{Guid.NewGuid():N}";

    /// <summary>Whether this process has it, as far as it knows.</summary>
    public bool IsHeld => _isHeld;

    /// <summary>Runs <paramref name="work"/> while the lease is held, again each time it is taken, until cancelled.</summary>
    /// <param name="work">Is cancelled when the lease is lost; it may overlap with its successor for a moment.</param>
    /// <param name="cancellationToken">Ends the work, then gives the lease up.</param>
    public async Task RunAsync(Func<CancellationToken, Task> work, CancellationToken cancellationToken)
    {
        while (!cancellationToken.IsCancellationRequested)
        {
            if (await TryAsync(TakeAsync, cancellationToken) == true)
            {
                _isHeld = true;
                await HoldAsync(work, cancellationToken);
                _isHeld = false;
            }

            await PauseAsync(cancellationToken);
        }
    }

    private async ValueTask<bool> TakeAsync(CancellationToken cancellationToken)
    {
        var seen = await leases.ReadAsync(name, cancellationToken);
        return _watch.MayTake(seen, time.GetElapsedTime(_start)) && await leases.TryTakeAsync(name, Owner, seen, cancellationToken);
    }

    private async Task HoldAsync(Func<CancellationToken, Task> work, CancellationToken cancellationToken)
    {
        using var lost = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var running = work(lost.Token);
        while (!lost.IsCancellationRequested && !running.IsCompleted)
        {
            await PauseAsync(cancellationToken);
            if (cancellationToken.IsCancellationRequested)
            {
                // This may run inside of the cancellation, which cancels the work only when it comes back from here.
                break;
            }

            // A store that does not answer says nothing about the lease: the work goes on, it is safe in two processes.
            if (await TryAsync(token => leases.BeatAsync(name, Owner, token), cancellationToken) == false)
            {
                lost.Cancel();
            }
        }

        lost.Cancel();
        await running.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext);
        if (cancellationToken.IsCancellationRequested)
        {
            using var limit = new CancellationTokenSource(Interval, time);
            await TryAsync(
                async token =>
                {
                    await leases.ReleaseAsync(name, Owner, token);
                    return true;
                },
                limit.Token);
        }
    }

    private static async ValueTask<bool?> TryAsync(Func<CancellationToken, ValueTask<bool>> ask, CancellationToken cancellationToken)
    {
        try
        {
            return await ask(cancellationToken);
        }
        catch (EventStoreUnavailableException)
        {
            return null;
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            return null;
        }
    }

    private async Task PauseAsync(CancellationToken cancellationToken) =>
        await Task.Delay(Interval, time, cancellationToken)
            .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext);
}
