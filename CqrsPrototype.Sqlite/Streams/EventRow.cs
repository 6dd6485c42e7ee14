using CqrsPrototype.EventSourcing.Log;
using CqrsPrototype.EventSourcing.Streams;
using CqrsPrototype.Sqlite.Files;

namespace CqrsPrototype.Sqlite.Streams;

/// <summary>Reads rows of the table of events back into commits and events.</summary>
internal static class EventRow
{
    /// <summary>The columns, in the order in which they are read here.</summary>
    public const string Columns = """
        position, stream, version, id, type, schema, data, at, correlation_id, causation_id, trace_parent,
        commit_id, commit_index, commit_count, key, fingerprint, snapshot_schema, snapshot
        """;

    /// <summary>Reads the event of the current row.</summary>
    public static RecordedEvent Event(Statement row) => new(
        StreamId.Parse(row.Text(1)), new StreamVersion(row.Int64(2)), Data(row), At(row), Metadata(row), new GlobalPosition(row.Int64(0)));

    /// <summary>Whether the current row is the last one of its commit.</summary>
    public static bool IsLastOfCommit(Statement row) => row.Int32(12) == row.Int32(13) - 1;

    /// <summary>Reads the commit that begins, or read backwards ends, at the current row, and moves to the last of its rows.</summary>
    public static Commit Commit(Statement row)
    {
        var events = new EventData[row.Int32(13)];
        var (position, key, snapshot) = (0L, default(IdempotencyKey), default(SnapshotData));
        for (var rows = 1; ; rows++)
        {
            var index = row.Int32(12);
            events[index] = Data(row);
            position = row.Int64(0) - index;
            key ??= row.IsNull(14) ? null : new IdempotencyKey(row.Text(14), row.Text(15));
            snapshot ??= row.IsNull(16) ? null : new SnapshotData(row.Int32(16), row.Bytes(17).ToArray());
            if (rows == events.Length)
            {
                var previous = new StreamVersion(row.Int64(2) - index - 1);
                return new Commit(row.Guid(11), StreamId.Parse(row.Text(1)), previous, At(row), events)
                {
                    Metadata = Metadata(row),
                    Key = key,
                    Position = new GlobalPosition(position),
                    Snapshot = snapshot,
                };
            }

            row.Step();
        }
    }

    private static EventData Data(Statement row) =>
        new(row.Guid(3), row.Text(4), row.Int32(5), row.Bytes(6).ToArray());

    private static DateTimeOffset At(Statement row) => DateTimeOffset.FromUnixTimeMilliseconds(row.Int64(7));

    private static EventMetadata Metadata(Statement row) => new(row.TextOrNull(8), row.TextOrNull(9), row.TextOrNull(10));
}
