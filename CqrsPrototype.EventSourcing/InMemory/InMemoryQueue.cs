using CqrsPrototype.EventSourcing.Messaging;
using CqrsPrototype.EventSourcing.Signals;
using CqrsPrototype.EventSourcing.Streams;

namespace CqrsPrototype.EventSourcing.InMemory;

/// <summary>A broker with one queue in the memory of one process: at least once, first in first out but for redelivery.</summary>
public sealed class InMemoryQueue(TimeProvider time) : IEventPublisher, IEventConsumer
{
    /// <summary>Most messages that wait; a publisher that would add more is told that the broker is unavailable.</summary>
    public const int Capacity = 1_000_000;

    private static readonly TimeSpan Poll = TimeSpan.FromSeconds(1);

    private readonly Lock _lock = new();
    private readonly LinkedList<RecordedEvent> _waiting = new();
    private readonly HashSet<List<RecordedEvent>> _unacknowledged = [];
    private readonly Signal _arrived = new();

    /// <inheritdoc/>
    public ValueTask PublishAsync(IReadOnlyList<RecordedEvent> events, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            if (_waiting.Count + events.Count > Capacity)
            {
                throw new BrokerUnavailableException($"The queue holds {_waiting.Count} messages; {Capacity} are the most.");
            }

            foreach (var recorded in events)
            {
                _waiting.AddLast(recorded);
            }
        }

        _arrived.Raise();
        return ValueTask.CompletedTask;
    }

    /// <inheritdoc/>
    public async ValueTask<Delivery> ReceiveAsync(int maxMessages, CancellationToken cancellationToken)
    {
        while (true)
        {
            var arrived = _arrived.Observe();
            var taken = Take(maxMessages);
            if (taken.Count > 0)
            {
                return new Delivery(taken, _ => Acknowledge(taken));
            }

            await Signal.WaitAsync(arrived, Poll, time, cancellationToken);
        }
    }

    /// <summary>Puts everything that was taken and not acknowledged back to the front, as a broker does when its consumers are gone.</summary>
    public void Redeliver()
    {
        lock (_lock)
        {
            foreach (var recorded in _unacknowledged.SelectMany(taken => taken).Reverse().ToList())
            {
                _waiting.AddFirst(recorded);
            }

            _unacknowledged.Clear();
        }

        _arrived.Raise();
    }

    private List<RecordedEvent> Take(int maxMessages)
    {
        lock (_lock)
        {
            var taken = new List<RecordedEvent>();
            while (taken.Count < maxMessages && _waiting.First is { } first)
            {
                taken.Add(first.Value);
                _waiting.RemoveFirst();
            }

            if (taken.Count > 0)
            {
                _unacknowledged.Add(taken);
            }

            return taken;
        }
    }

    private ValueTask Acknowledge(List<RecordedEvent> taken)
    {
        lock (_lock)
        {
            _unacknowledged.Remove(taken);
        }

        return ValueTask.CompletedTask;
    }
}
