using CqrsPrototype.EventSourcing.Streams;

namespace CqrsPrototype.EventSourcing.Deciding;

/// <summary>Lets one in at a time, in the order in which they came.</summary>
internal sealed class Turn
{
    /// <summary>Most that wait, those included who have given up and not come to their turn yet; one more is refused.</summary>
    public const int Capacity = 10_000;

    private readonly Lock _lock = new();
    private readonly Queue<TaskCompletionSource> _waiting = [];
    private bool _taken;

    /// <summary>Waits for the turn; each success needs its <see cref="Exit"/>.</summary>
    /// <exception cref="OperationCanceledException">The token was cancelled; the turn was not taken.</exception>
    /// <exception cref="OverloadedException">Too many are waiting.</exception>
    public async ValueTask EnterAsync(CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        if (Queue() is not { } place)
        {
            return;
        }

        using var cancellation = cancellationToken.UnsafeRegister(static (p, token) => ((TaskCompletionSource)p!).TrySetCanceled(token), place);
        await place.Task;
    }

    /// <summary>Gives the turn to the next who still waits.</summary>
    public void Exit()
    {
        lock (_lock)
        {
            while (_waiting.TryDequeue(out var next))
            {
                if (next.TrySetResult())
                {
                    return;
                }
            }

            _taken = false;
        }
    }

    // A place in the queue, or none if the turn was free.
    private TaskCompletionSource? Queue()
    {
        lock (_lock)
        {
            if (!_taken)
            {
                _taken = true;
                return null;
            }

            if (_waiting.Count == Capacity)
            {
                throw new OverloadedException($"The queue of {Capacity} commands on one stream");
            }

            var place = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            _waiting.Enqueue(place);
            return place;
        }
    }
}
