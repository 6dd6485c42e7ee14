using System.Text;
using CqrsPrototype.EventSourcing.Projections;
using CqrsPrototype.EventSourcing.Streams;
using CqrsPrototype.Sqlite.Files;
using CqrsPrototype.Sqlite.Reading;
using CqrsPrototype.Sqlite.Writing;
using Microsoft.Data.Sqlite;

namespace CqrsPrototype.Sqlite.Views;

/// <summary>Views of all projections in one table, keyed by collection and stream.</summary>
internal sealed class SqliteViewStore(SqliteWriter writer, ReadSessions readers) : IViewStore, IViewReader
{
    internal const string Find = "SELECT stream, version, body, sort_key, at FROM views WHERE view = $view AND stream = $stream";

    internal const string List = """
        SELECT stream, version, body, sort_key, at FROM views
        WHERE view = $view AND sort_key > $after AND sort_key IS NOT NULL ORDER BY sort_key LIMIT $limit
        """;

    internal const string Search = """
        SELECT v.stream, v.version, v.body, v.sort_key, v.at
        FROM (SELECT DISTINCT sort_key, stream FROM view_terms
              WHERE view = $view AND term >= $from AND term < $to AND sort_key > $after ORDER BY sort_key LIMIT $limit) AS found
        CROSS JOIN views AS v ON v.view = $view AND v.stream = found.stream
        ORDER BY found.sort_key
        """;

    public ValueTask<IReadOnlyDictionary<StreamId, StoredView>> LoadAsync(ViewName name, IReadOnlyList<StreamId> streams, CancellationToken cancellationToken) =>
        new(readers.Read((name, streams), static (session, ask) =>
        {
            var view = ask.name.ToString();
            var found = new Dictionary<StreamId, StoredView>(ask.streams.Count);
            foreach (var stream in ask.streams)
            {
                if (FindOne(session, view, stream) is { } stored)
                {
                    found.Add(stream, stored);
                }
            }

            return (IReadOnlyDictionary<StreamId, StoredView>)found;
        }));

    public ValueTask<bool> SaveAsync(ViewName name, IReadOnlyList<ViewWrite> writes, CancellationToken cancellationToken) =>
        new(writer.WriteAsync(new SaveViewsOperation(name, writes)).WaitAsync(cancellationToken));

    public ValueTask<StoredView?> FindAsync(ViewName name, StreamId stream, CancellationToken cancellationToken) =>
        new(readers.Read((name, stream), static (session, ask) => FindOne(session, ask.name.ToString(), ask.stream)));

    public ValueTask<IReadOnlyList<StoredView>> ListAsync(ViewName name, ViewQuery query, CancellationToken cancellationToken) =>
        new(readers.Read((name, query), static (session, ask) =>
        {
            var after = Encoding.UTF8.GetBytes(ask.query.After ?? "");
            var command = string.IsNullOrEmpty(ask.query.Search)
                ? session.Command(List, "$view", "$after", "$limit")
                : session.Command(Search, "$view", "$after", "$limit", "$from", "$to")
                    .With(3, Encoding.UTF8.GetBytes(ask.query.Search))
                    .With(4, EndOf(Encoding.UTF8.GetBytes(ask.query.Search)));
            using var row = command.With(0, ask.name.ToString()).With(1, after).With(2, ask.query.Limit).ExecuteReader();
            var views = new List<StoredView>();
            while (row.Read())
            {
                views.Add(View(row));
            }

            return (IReadOnlyList<StoredView>)views;
        }));

    private static StoredView? FindOne(ReadSession session, string view, StreamId stream)
    {
        using var row = session.Command(Find, "$view", "$stream").With(0, view).With(1, stream.Value).ExecuteReader();
        return row.Read() ? View(row) : null;
    }

    private static StoredView View(SqliteDataReader row) =>
        new(StreamId.Parse(row.GetString(0)), new StreamVersion(row.GetInt64(1)), DateTimeOffset.FromUnixTimeMilliseconds(row.GetInt64(4)), Body(row))
        {
            SortKey = row.IsDBNull(3) ? null : Encoding.UTF8.GetString(row.GetFieldValue<byte[]>(3)),
        };

    private static ReadOnlyMemory<byte>? Body(SqliteDataReader row) =>
        row.IsDBNull(2) ? default(ReadOnlyMemory<byte>?) : row.GetFieldValue<byte[]>(2);

    // The first bytes that come after everything with that prefix. UTF-8 never has the byte 0xFF, so the last one can be raised.
    private static byte[] EndOf(byte[] prefix) => [.. prefix[..^1], (byte)(prefix[^1] + 1)];
}
