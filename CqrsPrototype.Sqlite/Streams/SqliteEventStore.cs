using CqrsPrototype.EventSourcing.Streams;
using CqrsPrototype.Sqlite.Files;
using CqrsPrototype.Sqlite.Reading;
using CqrsPrototype.Sqlite.Writing;

namespace CqrsPrototype.Sqlite.Streams;

/// <summary>Streams in the table of events. What can be read is on disk: the writer syncs before a commit becomes visible.</summary>
internal sealed class SqliteEventStore(SqliteWriter writer, ReadSessions readers) : IEventStore
{
    internal const string ReadStream =
        $"SELECT {EventRow.Columns} FROM events WHERE stream = $stream AND version > $after ORDER BY version LIMIT $limit";

    internal const string ReadBackwards =
        $"SELECT {EventRow.Columns} FROM events WHERE stream = $stream AND version <= $last ORDER BY version DESC";

    internal const string ReadKey = $"""
        SELECT {EventRow.Columns} FROM events
        WHERE position >= (SELECT position FROM events WHERE key = $key)
        ORDER BY position
        """;

    public ValueTask<AppendResult> AppendAsync(Commit commit, CancellationToken cancellationToken) =>
        new(writer.WriteAsync(new AppendOperation(commit)).WaitAsync(cancellationToken));

    public ValueTask<IReadOnlyList<RecordedEvent>> ReadAsync(StreamId stream, StreamVersion after, int maxEvents, CancellationToken cancellationToken) =>
        new(readers.Read((stream, after, maxEvents), static (session, ask) =>
        {
            using var row = session.Command(ReadStream, "$stream", "$after", "$limit")
                .With(0, ask.stream.Value).With(1, ask.after.Value).With(2, ask.maxEvents).ExecuteReader();
            var events = new List<RecordedEvent>();
            while (row.Read())
            {
                events.Add(EventRow.Event(row));
            }

            return (IReadOnlyList<RecordedEvent>)events;
        }));

    public ValueTask<IReadOnlyList<Commit>> ReadTailAsync(StreamId stream, StreamVersion? upTo, int snapshotSchema, CancellationToken cancellationToken) =>
        new(readers.Read((stream, upTo?.Value ?? long.MaxValue, snapshotSchema), static (session, ask) =>
        {
            var (stream, upTo, snapshotSchema) = ask;

            // The commit that contains the last version wanted may go on behind it.
            var last = Math.Min(upTo, long.MaxValue - CommitLimits.MaxEvents) + CommitLimits.MaxEvents;
            using var row = session.Command(ReadBackwards, "$stream", "$last").With(0, stream.Value).With(1, last).ExecuteReader();
            var commits = new List<Commit>();
            while (commits.Count <= CommitLimits.SnapshotInterval && row.Read())
            {
                var commit = EventRow.Commit(row);
                if (commit.First.Value <= upTo)
                {
                    commits.Add(commit);
                }

                if (commit.Snapshot?.SchemaVersion == snapshotSchema && commit.Last.Value <= upTo)
                {
                    break;
                }
            }

            commits.Reverse();
            return (IReadOnlyList<Commit>)commits;
        }));

    public ValueTask<Commit?> FindByKeyAsync(string key, CancellationToken cancellationToken) =>
        new(readers.Read(key, static (session, key) =>
        {
            using var row = session.Command(ReadKey, "$key").With(0, key).ExecuteReader();
            return row.Read() ? EventRow.Commit(row) : null;
        }));

    public ValueTask<bool> ConfirmAsync(Commit commit, CancellationToken cancellationToken) => new(true);
}
