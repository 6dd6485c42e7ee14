namespace CqrsPrototype.EventSourcing.Signals;

/// <summary>A hint that something has changed. Losing one costs time, never correctness: whoever waits also polls.</summary>
/// <remarks>To miss nothing, observe first, then look, then wait for what was observed.</remarks>
public sealed class Signal
{
    private TaskCompletionSource _next = New();

    /// <summary>Completes at the next <see cref="Raise"/>.</summary>
    public Task Observe() => Volatile.Read(ref _next).Task;

    /// <summary>Wakes everybody who observes now.</summary>
    public void Raise() => Interlocked.Exchange(ref _next, New()).TrySetResult();

    /// <summary>Waits until what was observed has happened, or until <paramref name="atMost"/> has passed.</summary>
    public static async Task WaitAsync(Task observed, TimeSpan atMost, TimeProvider time, CancellationToken cancellationToken)
    {
        try
        {
            await observed.WaitAsync(atMost, time, cancellationToken);
        }
        catch (TimeoutException)
        {
            // The poll is due: the caller looks again, as it would after a signal.
        }
    }

    private static TaskCompletionSource New() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
