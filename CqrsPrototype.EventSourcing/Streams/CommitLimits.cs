namespace CqrsPrototype.EventSourcing.Streams;

/// <summary>What one commit may hold; checked before it is stored, since a larger event could not pass the broker.</summary>
public static class CommitLimits
{
    /// <summary>Most events in a commit.</summary>
    public const int MaxEvents = 100;

    /// <summary>Most bytes of one event's data: 256 KiB.</summary>
    public const int MaxEventBytes = 256 * 1024;

    /// <summary>Most bytes of a commit's data together: 1 MiB.</summary>
    public const int MaxCommitBytes = 1024 * 1024;

    /// <summary>A stream carries a snapshot at least every so many versions, so that a load never reads more than these.</summary>
    public const int SnapshotInterval = 20;

    /// <exception cref="ArgumentException">The events break a limit.</exception>
    internal static void Check(IReadOnlyList<EventData> events)
    {
        if (events.Count is 0 or > MaxEvents)
        {
            throw new ArgumentException($"A commit has 1 to {MaxEvents} events, not {events.Count}.", nameof(events));
        }

        var bytes = 0L;
        foreach (var e in events)
        {
            if (e.Data.Length > MaxEventBytes)
            {
                throw new ArgumentException($"An event of type {e.Type} has {e.Data.Length} bytes; {MaxEventBytes} are the most.", nameof(events));
            }

            bytes += e.Data.Length;
        }

        if (bytes > MaxCommitBytes)
        {
            throw new ArgumentException($"A commit's events have {bytes} bytes together; {MaxCommitBytes} are the most.", nameof(events));
        }
    }
}
