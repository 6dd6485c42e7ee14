namespace CqrsPrototype.EventSourcing.Signals;

/// <summary>A hint that something has changed. Losing one costs time, never correctness: whoever waits also polls.</summary>
/// <remarks>To miss nothing, observe first, then look, then wait for what was observed. A signal that nobody waits for costs a counter.</remarks>
public sealed class Signal
{
    private readonly Lock _lock = new();
    private readonly LinkedList<TaskCompletionSource> _waiting = [];
    private readonly Action? _tell;
    private long _raised;

    /// <summary>Makes a signal that nobody has raised yet.</summary>
    public Signal()
    {
    }

    /// <param name="tell">Is called at each <see cref="Raise"/>, so that others can be told.</param>
    internal Signal(Action tell) => _tell = tell;

    /// <summary>How many wait right now.</summary>
    internal int Waiting
    {
        get
        {
            lock (_lock)
            {
                return _waiting.Count;
            }
        }
    }

    /// <summary>Notes how far the signal is; <see cref="WaitAsync"/> ends at the next <see cref="Raise"/> after this.</summary>
    public SignalObservation Observe() => new(this, Volatile.Read(ref _raised));

    /// <summary>Wakes everybody who has observed before.</summary>
    public void Raise()
    {
        Hear();
        _tell?.Invoke();
    }

    /// <summary>Wakes everybody here, and tells nobody else.</summary>
    internal void Hear()
    {
        lock (_lock)
        {
            _raised++;
            foreach (var waiter in _waiting)
            {
                waiter.TrySetResult();
            }

            _waiting.Clear();
        }
    }

    /// <summary>Waits until a signal is raised, if it has not been since it was observed, or until <paramref name="atMost"/> has passed.</summary>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public static Task WaitAsync(SignalObservation observed, TimeSpan atMost, TimeProvider time, CancellationToken cancellationToken) =>
        observed.Signal.NextAsync(observed.Raised, atMost, time, cancellationToken);

    private async Task NextAsync(long observed, TimeSpan atMost, TimeProvider time, CancellationToken cancellationToken)
    {
        // The waiter goes on elsewhere, not in the middle of what the one who raises is doing.
        var waiter = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var place = new LinkedListNode<TaskCompletionSource>(waiter);
        if (!TryJoin(place, observed))
        {
            return;
        }

        try
        {
            using var timer = time.CreateTimer(static w => ((TaskCompletionSource)w!).TrySetResult(), waiter, atMost, Timeout.InfiniteTimeSpan);
            using var cancellation = cancellationToken.UnsafeRegister(
                static (w, token) => ((TaskCompletionSource)w!).TrySetCanceled(token), waiter);
            await waiter.Task;
        }
        finally
        {
            Leave(place);
        }
    }

    private bool TryJoin(LinkedListNode<TaskCompletionSource> place, long observed)
    {
        lock (_lock)
        {
            if (_raised != observed)
            {
                return false;
            }

            _waiting.AddLast(place);
            return true;
        }
    }

    private void Leave(LinkedListNode<TaskCompletionSource> place)
    {
        lock (_lock)
        {
            if (place.List is not null)
            {
                _waiting.Remove(place);
            }
        }
    }
}
