using System.Text;
using CqrsPrototype.EventSourcing.Log;
using CqrsPrototype.EventSourcing.Streams;

namespace CqrsPrototype.Tests.Support;

/// <summary>Values that do not matter, so that a test shows only those that do.</summary>
internal static class Some
{
    public static StreamId Stream(string category = "thing") => StreamId.Of(category, Guid.NewGuid().ToString("N"));

    public static EventData Event(string type = "thing.happened", string data = """{"some":"thing"}""") =>
        new(Guid.CreateVersion7(), type, 1, Encoding.UTF8.GetBytes(data));

    public static EventData[] Events(int count) => [.. Enumerable.Range(1, count).Select(i => Event(data: $$"""{"number":{{i}}}"""))];

    public static RecordedEvent Recorded(long version, StreamId? stream = null) => new(
        stream ?? Stream(), new StreamVersion(version), Event(), Time,
        new EventMetadata("correlation", "causation", "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01"), new GlobalPosition(version));

    public static IReadOnlyList<RecordedEvent> Recorded(long first, int count)
    {
        var stream = Stream();
        return [.. Enumerable.Range(0, count).Select(i => Recorded(first + i, stream))];
    }

    public static DateTimeOffset Time { get; } = new(2026, 11, 24, 10, 0, 0, 123, TimeSpan.Zero);

    public static Commit Commit(StreamId stream, long previous = 0, int events = 1, IdempotencyKey? key = null, SnapshotData? snapshot = null) =>
        new(Guid.CreateVersion7(), stream, new StreamVersion(previous), Time, Events(events))
        {
            Metadata = new EventMetadata("correlation", "causation", "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01"),
            Key = key,
            Snapshot = snapshot,
        };

    /// <summary>A commit of two events that are as large as they may be.</summary>
    public static Commit LargeCommit(StreamId stream, long previous)
    {
        var data = $"\"{new string('x', CommitLimits.MaxEventBytes - 2)}\"";
        return new(Guid.CreateVersion7(), stream, new StreamVersion(previous), Time, [Event(data: data), Event(data: data)]);
    }

    public static IdempotencyKey Key(string fingerprint = "fingerprint") => new($"caller:{Guid.NewGuid():N}", fingerprint);

    public static SnapshotData Snapshot(int schema = 1) => new(schema, Encoding.UTF8.GetBytes($$"""{"schema":{{schema}}}"""));
}
