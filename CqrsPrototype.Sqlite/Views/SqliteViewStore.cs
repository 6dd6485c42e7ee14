using System.Text;
using CqrsPrototype.EventSourcing.Projections;
using CqrsPrototype.EventSourcing.Streams;
using CqrsPrototype.Sqlite.Files;

namespace CqrsPrototype.Sqlite.Views;

/// <summary>Views of all projections in one table, keyed by stream and collection.</summary>
internal sealed class SqliteViewStore(ViewDatabase database) : IViewStore, IViewReader
{
    internal const string Find = "SELECT version, at, body, sort_key FROM views WHERE stream = ?1 AND view = ?2";

    internal const string FindVersion = "SELECT version FROM views WHERE stream = ?1 AND view = ?2";

    internal const string List = """
        SELECT version, at, body, sort_key, stream FROM views
        WHERE view = ?1 AND sort_key > ?2 AND sort_key IS NOT NULL ORDER BY sort_key LIMIT ?3
        """;

    internal const string Search = """
        SELECT v.version, v.at, v.body, v.sort_key, v.stream
        FROM (SELECT DISTINCT sort_key, id FROM view_terms
              WHERE view = ?1 AND term >= ?4 AND term < ?5 AND sort_key > ?2 ORDER BY sort_key LIMIT ?3) AS found
        CROSS JOIN views AS v ON v.id = found.id AND v.sort_key = found.sort_key
        ORDER BY found.sort_key
        """;

    public ValueTask<IReadOnlyDictionary<StreamId, StoredView>> LoadAsync(ViewName name, IReadOnlyList<StreamId> streams, CancellationToken cancellationToken) =>
        new(database.Readers.ReadTogether((name, streams), static (session, ask) =>
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

    public ValueTask<IReadOnlyDictionary<StreamId, StreamVersion>> LoadVersionsAsync(
        ViewName name, IReadOnlyList<StreamId> streams, CancellationToken cancellationToken) =>
        new(database.Readers.ReadTogether((name, streams), static (session, ask) =>
        {
            var view = ask.name.ToString();
            var found = new Dictionary<StreamId, StreamVersion>(ask.streams.Count);
            foreach (var stream in ask.streams)
            {
                var row = session.Get(FindVersion).Bind(1, stream.Value).Bind(2, view);
                if (row.Step())
                {
                    found.Add(stream, new StreamVersion(row.Int64(0)));
                }

                row.Reset();
            }

            return (IReadOnlyDictionary<StreamId, StreamVersion>)found;
        }));

    public ValueTask<bool> SaveAsync(ViewName name, IReadOnlyList<ViewWrite> writes, CancellationToken cancellationToken) =>
        new(database.Writer.WriteAsync(new SaveViewsOperation(name, writes)).WaitAsync(cancellationToken));

    public ValueTask<StoredView?> FindAsync(ViewName name, StreamId stream, CancellationToken cancellationToken) =>
        new(database.Readers.Read((name, stream), static (session, ask) => FindOne(session, ask.name.ToString(), ask.stream)));

    public ValueTask<IReadOnlyList<StoredView>> ListAsync(ViewName name, ViewQuery query, CancellationToken cancellationToken) =>
        new(database.Readers.Read((name, query), static (session, ask) =>
        {
            var rows = session.Get(string.IsNullOrEmpty(ask.query.Search) ? List : Search)
                .Bind(1, ask.name.ToString()).Bind(2, Encoding.UTF8.GetBytes(ask.query.After ?? "")).Bind(3, ask.query.Limit);
            if (!string.IsNullOrEmpty(ask.query.Search))
            {
                var prefix = Encoding.UTF8.GetBytes(ask.query.Search);
                rows.Bind(4, prefix).Bind(5, EndOf(prefix));
            }

            var views = new List<StoredView>();
            while (rows.Step())
            {
                views.Add(View(rows, StreamId.Parse(rows.Text(4))));
            }

            rows.Reset();
            return (IReadOnlyList<StoredView>)views;
        }));

    private static StoredView? FindOne(Statements session, string view, StreamId stream)
    {
        var rows = session.Get(Find).Bind(1, stream.Value).Bind(2, view);
        var found = rows.Step() ? View(rows, stream) : null;
        rows.Reset();
        return found;
    }

    private static StoredView View(Statement row, StreamId stream) =>
        new(stream, new StreamVersion(row.Int64(0)), DateTimeOffset.FromUnixTimeMilliseconds(row.Int64(1)), Body(row))
        {
            SortKey = row.TextOrNull(3),
        };

    private static ReadOnlyMemory<byte>? Body(Statement row) =>
        row.IsNull(2) ? default(ReadOnlyMemory<byte>?) : row.Bytes(2).ToArray();

    // The first bytes that come after everything with that prefix. UTF-8 never has the byte 0xFF, so the last one can be raised.
    private static byte[] EndOf(byte[] prefix) => [.. prefix[..^1], (byte)(prefix[^1] + 1)];
}
