using CqrsPrototype.EventSourcing.Streams;
using CqrsPrototype.EventSourcing.Telemetry;

namespace CqrsPrototype.EventSourcing.Signals;

/// <summary>Wakes those who wait for the view of one stream. Costs nothing while nobody waits.</summary>
public sealed class ViewSignals
{
    /// <summary>Most waiters at once in this process; one more is refused.</summary>
    public const int MaxWaiters = 1000;

    private readonly Lock _lock = new();
    private readonly Dictionary<StreamId, List<ViewWaiter>> _waiters = [];
    private readonly Action<IReadOnlyList<ViewChange>>? _tell;
    private int _count;

    /// <summary>Makes signals for one process.</summary>
    public ViewSignals()
    {
    }

    /// <param name="tell">Is told of what is raised here.</param>
    internal ViewSignals(Action<IReadOnlyList<ViewChange>> tell) => _tell = tell;

    /// <summary>How many wait now.</summary>
    public int Waiting => Volatile.Read(ref _count);

    /// <summary>Raised after every change of any view.</summary>
    public Signal Any { get; } = new();

    /// <summary>Tells that views have changed.</summary>
    public void Raise(IReadOnlyList<ViewChange> changes)
    {
        Hear(changes);
        _tell?.Invoke(changes);
    }

    /// <summary>Wakes those who wait here, and tells nobody else.</summary>
    internal void Hear(IReadOnlyList<ViewChange> changes)
    {
        if (Waiting > 0)
        {
            lock (_lock)
            {
                foreach (var (stream, version) in changes)
                {
                    foreach (var waiter in _waiters.GetValueOrDefault(stream) ?? [])
                    {
                        waiter.Hear(version);
                    }
                }
            }
        }

        Any.Raise();
    }

    /// <summary>Registers somebody who waits until a stream's view contains a version; disposing ends it.</summary>
    /// <returns><see langword="null"/> where there are <see cref="MaxWaiters"/> already.</returns>
    public ViewWaiter? TryRegister(StreamId stream, StreamVersion version)
    {
        lock (_lock)
        {
            if (_count == MaxWaiters)
            {
                return null;
            }

            _count++;
            Instruments.ViewWaiters.Add(1);
            var waiter = new ViewWaiter(this, stream, version);
            if (!_waiters.TryGetValue(stream, out var waiters))
            {
                _waiters.Add(stream, waiters = []);
            }

            waiters.Add(waiter);
            return waiter;
        }
    }

    internal void Leave(ViewWaiter waiter)
    {
        lock (_lock)
        {
            _count--;
            Instruments.ViewWaiters.Add(-1);
            var waiters = _waiters[waiter.Stream];
            waiters.Remove(waiter);
            if (waiters.Count == 0)
            {
                _waiters.Remove(waiter.Stream);
            }
        }
    }
}
