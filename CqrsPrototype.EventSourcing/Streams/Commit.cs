using CqrsPrototype.EventSourcing.Log;

namespace CqrsPrototype.EventSourcing.Streams;

/// <summary>What one command did to one stream: one or more events that are stored together or not at all.</summary>
public sealed record Commit
{
    /// <summary>Makes a commit that is yet to be appended.</summary>
    /// <exception cref="ArgumentException">The events break a limit of <see cref="CommitLimits"/>.</exception>
    public Commit(Guid id, StreamId stream, StreamVersion previous, DateTimeOffset at, IReadOnlyList<EventData> events)
    {
        CommitLimits.Check(events);
        Id = id;
        Stream = stream;
        Previous = previous;
        At = at;
        Events = events;
    }

    /// <summary>A UUID made once per command, the same for all its attempts: the writer knows its own commit again by it.</summary>
    public Guid Id { get; }

    /// <summary>The stream that it belongs to.</summary>
    public StreamId Stream { get; }

    /// <summary>The version of the stream before this commit; <see cref="StreamVersion.None"/> for its first.</summary>
    public StreamVersion Previous { get; }

    /// <summary>When it was decided, in milliseconds; for people, nothing is ordered by it.</summary>
    public DateTimeOffset At { get; }

    /// <summary>1 to <see cref="CommitLimits.MaxEvents"/> events, the first at version <see cref="First"/>.</summary>
    public IReadOnlyList<EventData> Events { get; }

    /// <summary>What led to it.</summary>
    public EventMetadata Metadata { get; init; } = EventMetadata.None;

    /// <summary>
    /// The id of the event at <see cref="Previous"/>, where that was still on its way when this commit was decided: it may be stored
    /// only directly behind that very event. <see langword="null"/> where <see cref="Previous"/> was read from the store, and says
    /// enough. Not kept.
    /// </summary>
    public Guid? BuildsOn { get; init; }

    /// <summary>The caller's name for the command, if it gave one.</summary>
    public IdempotencyKey? Key { get; init; }

    /// <summary>The state after this commit, on every commit that reaches or passes a multiple of <see cref="CommitLimits.SnapshotInterval"/>.</summary>
    public SnapshotData? Snapshot { get; init; }

    /// <summary>The place of its first event in the log, once it has one.</summary>
    public GlobalPosition? Position { get; init; }

    /// <summary>The version of its first event.</summary>
    public StreamVersion First => Previous.Next;

    /// <summary>The version of its last event: the stream's version after it.</summary>
    public StreamVersion Last => Previous + Events.Count;

    /// <summary>The bytes of its events' data together.</summary>
    public int Bytes => Events.Sum(e => e.Data.Length);

    /// <summary>Its events, each with its own version and position.</summary>
    public IEnumerable<RecordedEvent> Recorded()
    {
        for (var i = 0; i < Events.Count; i++)
        {
            yield return Record(i);
        }
    }

    /// <summary>One of its events with its own version and position.</summary>
    /// <param name="index">From 0.</param>
    public RecordedEvent Record(int index) =>
        new(Stream, First + index, Events[index], At, Metadata, Position is { } position ? position + index : null);
}
