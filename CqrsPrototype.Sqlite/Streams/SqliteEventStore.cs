using CqrsPrototype.EventSourcing.Streams;
using CqrsPrototype.Sqlite.Files;

namespace CqrsPrototype.Sqlite.Streams;

/// <summary>Streams in the table of events. What can be read is on disk: the writer syncs before a commit becomes visible.</summary>
internal sealed class SqliteEventStore(EventDatabase database) : IEventStore
{
    internal const string ReadStream =
        $"SELECT {EventRow.Columns} FROM events WHERE stream = ?1 AND version > ?2 ORDER BY version LIMIT ?3";

    internal const string ReadBackwards =
        $"SELECT {EventRow.Columns} FROM events WHERE stream = ?1 AND version <= ?2 ORDER BY version DESC";

    internal const string ReadKey = $"""
        SELECT {EventRow.Columns} FROM events
        WHERE position >= (SELECT position FROM events WHERE key = ?1)
        ORDER BY position
        """;

    public ValueTask<AppendResult> AppendAsync(Commit commit, CancellationToken cancellationToken) =>
        new(database.Writer.WriteAsync(new AppendOperation(commit)).WaitAsync(cancellationToken));

    public ValueTask<IReadOnlyList<RecordedEvent>> ReadAsync(StreamId stream, StreamVersion after, int maxEvents, CancellationToken cancellationToken) =>
        new(database.Readers.Read((stream, after, maxEvents), static (session, ask) =>
        {
            var row = session.Get(ReadStream).Bind(1, ask.stream.Value).Bind(2, ask.after.Value).Bind(3, ask.maxEvents);
            var events = new List<RecordedEvent>();
            while (row.Step())
            {
                events.Add(EventRow.Event(row));
            }

            row.Reset();
            return (IReadOnlyList<RecordedEvent>)events;
        }));

    public ValueTask<IReadOnlyList<Commit>> ReadTailAsync(StreamId stream, StreamVersion? upTo, int snapshotSchema, CancellationToken cancellationToken) =>
        new(database.Readers.Read((stream, upTo?.Value ?? long.MaxValue, snapshotSchema), static (session, ask) =>
        {
            var (stream, upTo, snapshotSchema) = ask;

            // The commit that contains the last version wanted may go on behind it, and the one behind that may be cut off here.
            var last = Math.Min(upTo, long.MaxValue - CommitLimits.MaxEvents) + CommitLimits.MaxEvents;
            var row = session.Get(ReadBackwards).Bind(1, stream.Value).Bind(2, last);
            var commits = new List<Commit>();
            while (commits.Count <= CommitLimits.SnapshotInterval && row.Step())
            {
                if (!EventRow.IsLastOfCommit(row))
                {
                    continue;
                }

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

            row.Reset();
            commits.Reverse();
            return (IReadOnlyList<Commit>)commits;
        }));

    public ValueTask<Commit?> FindByKeyAsync(string key, CancellationToken cancellationToken) =>
        new(database.Readers.Read(key, static (session, key) =>
        {
            var row = session.Get(ReadKey).Bind(1, key);
            var commit = row.Step() ? EventRow.Commit(row) : null;
            row.Reset();
            return commit;
        }));

    public ValueTask<bool> ConfirmAsync(Commit commit, CancellationToken cancellationToken) => new(true);
}
