using System.Diagnostics;
using CqrsPrototype.Rabbit.Telemetry;

namespace CqrsPrototype.Rabbit.Publishing;

/// <summary>Which of the messages sent on a channel the broker has not confirmed yet, and whether there is room for one more.</summary>
/// <remarks>
/// Messages count from 1 as the channel counts them. The room begins at the lowest unconfirmed one. The sender adds, the client's
/// callbacks confirm.
/// </remarks>
/// <param name="capacity">Most messages from the lowest unconfirmed one on.</param>
/// <param name="maxBytes">Most bytes of their bodies; one larger message goes alone.</param>
internal sealed class ConfirmWindow(int capacity, long maxBytes)
{
    private static readonly KeyValuePair<string, object?>[] Tags =
    [
        new(BrokerTelemetry.SystemTag, BrokerTelemetry.System), new(BrokerTelemetry.OperationTag, BrokerTelemetry.Publish),
        new(BrokerTelemetry.OperationTypeTag, "send"),
    ];

    private readonly Lock _lock = new();
    private readonly (int Bytes, bool Confirmed, long SentAt)[] _sent = new (int, bool, long)[capacity];
    private ulong _lowest = 1;
    private ulong _next = 1;
    private long _bytes;

    /// <summary>How many messages are confirmed, all before the lowest one that is not.</summary>
    public long Confirmed
    {
        get
        {
            lock (_lock)
            {
                return (long)_lowest - 1;
            }
        }
    }

    /// <summary>Whether everything that was sent is confirmed.</summary>
    public bool IsEmpty
    {
        get
        {
            lock (_lock)
            {
                return _lowest == _next;
            }
        }
    }

    /// <summary>Takes a place for the next message.</summary>
    /// <returns><see langword="false"/> when there is none.</returns>
    public bool TryAdd(int bytes)
    {
        lock (_lock)
        {
            var outstanding = _next - _lowest;
            if (outstanding == (ulong)capacity || (outstanding > 0 && _bytes + bytes > maxBytes))
            {
                return false;
            }

            _sent[Place(_next++)] = (bytes, false, Stopwatch.GetTimestamp());
            _bytes += bytes;
            return true;
        }
    }

    /// <summary>Notes what the broker has confirmed.</summary>
    /// <param name="number">The message.</param>
    /// <param name="multiple">Whether all before it are meant too.</param>
    /// <returns>Whether the sender should go on: a quarter of the room is free again. One by one it would be woken for each message.</returns>
    public bool Confirm(ulong number, bool multiple)
    {
        lock (_lock)
        {
            for (var n = multiple ? _lowest : Math.Max(number, _lowest); n <= number && n < _next; n++)
            {
                Note(ref _sent[Place(n)]);
            }

            for (; _lowest < _next && _sent[Place(_lowest)].Confirmed; _lowest++)
            {
                _bytes -= _sent[Place(_lowest)].Bytes;
            }

            return _lowest == _next || (_next - _lowest <= (ulong)(capacity - capacity / 4) && _bytes <= maxBytes - maxBytes / 4);
        }
    }

    private static void Note(ref (int Bytes, bool Confirmed, long SentAt) message)
    {
        if (!message.Confirmed)
        {
            message.Confirmed = true;
            BrokerTelemetry.ConfirmDuration.Record(Stopwatch.GetElapsedTime(message.SentAt).TotalSeconds, Tags);
        }
    }

    private int Place(ulong number) => (int)(number % (ulong)capacity);
}
