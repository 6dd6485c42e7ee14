using System.Collections.Concurrent;
using CqrsPrototype.EventSourcing.Streams;

namespace CqrsPrototype.EventSourcing.Signals;

/// <summary>Wakes those who wait for the view of one stream. Costs nothing while nobody waits.</summary>
public sealed class ViewSignals
{
    /// <summary>Most waiters at once in this process; one more is refused.</summary>
    public const int MaxWaiters = 1000;

    private readonly ConcurrentDictionary<StreamId, Waiters> _waiters = new();
    private int _count;

    /// <summary>How many wait now.</summary>
    public int Waiting => Volatile.Read(ref _count);

    /// <summary>Raised after every change of any view.</summary>
    public Signal Any { get; } = new();

    /// <summary>Tells that the views of these streams have changed.</summary>
    public void Raise(IEnumerable<StreamId> streams)
    {
        if (!_waiters.IsEmpty)
        {
            foreach (var stream in streams)
            {
                if (_waiters.TryGetValue(stream, out var waiters))
                {
                    waiters.Signal.Raise();
                }
            }
        }

        Any.Raise();
    }

    /// <summary>Registers somebody who waits for a stream's view; disposing ends it.</summary>
    /// <exception cref="OverloadedException">There are <see cref="MaxWaiters"/> already.</exception>
    public ViewWaiter Register(StreamId stream)
    {
        if (Interlocked.Increment(ref _count) > MaxWaiters)
        {
            Interlocked.Decrement(ref _count);
            throw new OverloadedException($"The list of {MaxWaiters} readers that wait for a view");
        }

        return new ViewWaiter(this, stream, _waiters.AddOrUpdate(stream, static _ => new Waiters(1), static (_, w) => w with { Count = w.Count + 1 }).Signal);
    }

    internal void Leave(StreamId stream)
    {
        while (_waiters.TryGetValue(stream, out var waiters))
        {
            var done = waiters.Count == 1
                ? _waiters.TryRemove(new KeyValuePair<StreamId, Waiters>(stream, waiters))
                : _waiters.TryUpdate(stream, waiters with { Count = waiters.Count - 1 }, waiters);
            if (done)
            {
                break;
            }
        }

        Interlocked.Decrement(ref _count);
    }

    private sealed record Waiters(int Count)
    {
        public Signal Signal { get; init; } = new();
    }
}
