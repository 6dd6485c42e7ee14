using CqrsPrototype.EventSourcing.Log;
using CqrsPrototype.EventSourcing.Streams;
using Microsoft.Data.Sqlite;

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
    public static RecordedEvent Event(SqliteDataReader row) => new(
        StreamId.Parse(row.GetString(1)), new StreamVersion(row.GetInt64(2)), Data(row), At(row), Metadata(row), new GlobalPosition(row.GetInt64(0)));

    /// <summary>Reads the commit that begins, or read backwards ends, at the current row, and moves to the last of its rows.</summary>
    public static Commit Commit(SqliteDataReader row)
    {
        var events = new EventData[row.GetInt32(13)];
        var (position, key, snapshot) = (0L, default(IdempotencyKey), default(SnapshotData));
        for (var rows = 1; ; rows++)
        {
            var index = row.GetInt32(12);
            events[index] = Data(row);
            position = row.GetInt64(0) - index;
            key ??= row.IsDBNull(14) ? null : new IdempotencyKey(row.GetString(14), row.GetString(15));
            snapshot ??= row.IsDBNull(16) ? null : new SnapshotData(row.GetInt32(16), row.GetFieldValue<byte[]>(17));
            if (rows == events.Length)
            {
                var previous = new StreamVersion(row.GetInt64(2) - index - 1);
                return new Commit(new Guid(row.GetFieldValue<byte[]>(11), bigEndian: true), StreamId.Parse(row.GetString(1)), previous, At(row), events)
                {
                    Metadata = Metadata(row),
                    Key = key,
                    Position = new GlobalPosition(position),
                    Snapshot = snapshot,
                };
            }

            row.Read();
        }
    }

    private static EventData Data(SqliteDataReader row) =>
        new(new Guid(row.GetFieldValue<byte[]>(3), bigEndian: true), row.GetString(4), row.GetInt32(5), row.GetFieldValue<byte[]>(6));

    private static DateTimeOffset At(SqliteDataReader row) => DateTimeOffset.FromUnixTimeMilliseconds(row.GetInt64(7));

    private static EventMetadata Metadata(SqliteDataReader row) => new(Text(row, 8), Text(row, 9), Text(row, 10));

    private static string? Text(SqliteDataReader row, int column) => row.IsDBNull(column) ? null : row.GetString(column);
}
