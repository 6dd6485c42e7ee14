using CqrsPrototype.EventSourcing.Log;
using CqrsPrototype.EventSourcing.Streams;
using CqrsPrototype.Sqlite.Files;

namespace CqrsPrototype.Sqlite.Streams;

/// <summary>The log is the table of events in the order of its key, which the one writer gives out without gaps.</summary>
internal sealed class SqliteEventLog(EventDatabase database) : IEventLog
{
    internal const string FindEnd = "SELECT max(position) FROM events";

    // The commit that contains the position begins a little before it.
    internal const string ReadLog = $"""
        SELECT {EventRow.Columns} FROM events
        WHERE position >= (SELECT position - commit_index FROM events WHERE position = ?1)
        ORDER BY position
        """;

    internal const string ReadHeads = """
        SELECT stream, version, position, commit_index, commit_count FROM events
        WHERE position >= (SELECT position - commit_index FROM events WHERE position = ?1)
        ORDER BY position
        """;

    public ValueTask<GlobalPosition> GetEndAsync(CancellationToken cancellationToken) =>
        new(database.Readers.Read(0, static (session, _) =>
        {
            var row = session.Get(FindEnd);
            row.Step();
            var end = new GlobalPosition(row.IsNull(0) ? 0 : row.Int64(0) + 1);
            row.Reset();
            return end;
        }));

    public ValueTask<LogSlice> ReadAsync(GlobalPosition from, int maxEvents, CancellationToken cancellationToken) =>
        new(database.Readers.Read((from, maxEvents), static (session, ask) =>
        {
            var row = session.Get(ReadLog).Bind(1, ask.from.Value);
            var commits = new List<Commit>();
            var next = ask.from;
            for (var (events, bytes) = (0, 0); events < ask.maxEvents && bytes < IEventLog.MaxBytes && row.Step();)
            {
                var commit = EventRow.Commit(row);
                commits.Add(commit);
                events += commit.Events.Count;
                bytes += commit.Bytes;
                next = commit.Position!.Value + commit.Events.Count;
            }

            row.Reset();
            return new LogSlice(commits, next);
        }));

    public ValueTask<LogHeads> ReadHeadsAsync(GlobalPosition from, int maxEvents, CancellationToken cancellationToken) =>
        new(database.Readers.Read((from, maxEvents), static (session, ask) =>
        {
            var row = session.Get(ReadHeads).Bind(1, ask.from.Value);
            var versions = new Dictionary<StreamId, StreamVersion>();
            var next = ask.from;
            for (var (events, isWhole) = (0, true); (events < ask.maxEvents || !isWhole) && row.Step(); events++)
            {
                versions[StreamId.Parse(row.Text(0))] = new StreamVersion(row.Int64(1));
                next = new GlobalPosition(row.Int64(2) + 1);
                isWhole = row.Int32(3) + 1 == row.Int32(4);
            }

            row.Reset();
            return new LogHeads(versions, next);
        }));
}
