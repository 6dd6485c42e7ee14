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

    private static readonly long MinTime = DateTimeOffset.MinValue.ToUnixTimeMilliseconds();
    private static readonly long MaxTime = DateTimeOffset.MaxValue.ToUnixTimeMilliseconds();

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
                if (row.Step() && Version(row) is { } version)
                {
                    found.Add(stream, version);
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
            var (name, query, views) = (ask.name.ToString(), ask.query, new List<StoredView>());
            var after = Encoding.UTF8.GetBytes(query.After ?? "");
            while (true)
            {
                var wanted = query.Limit - views.Count;
                var (found, last) = Page(session, name, query.Search, after, wanted);
                views.AddRange(found.Where(view => view.Damage is null));
                if (found.Count < wanted || views.Count == query.Limit)
                {
                    return (IReadOnlyList<StoredView>)views;
                }

                // Others take the place of those that are damaged: who pages must not take this for the end.
                after = last;
            }
        }));

    private static (List<StoredView> Found, byte[] Last) Page(Statements session, string view, string? search, byte[] after, int limit)
    {
        var rows = session.Get(string.IsNullOrEmpty(search) ? List : Search).Bind(1, view).Bind(2, after).Bind(3, limit);
        if (!string.IsNullOrEmpty(search))
        {
            var prefix = Encoding.UTF8.GetBytes(search);
            rows.Bind(4, prefix).Bind(5, EndOf(prefix));
        }

        var (found, last) = (new List<StoredView>(), after);
        while (rows.Step())
        {
            found.Add(View(rows, StreamId.Parse(rows.Text(4))));
            last = found.Count == limit ? rows.Bytes(3).ToArray() : last;
        }

        rows.Reset();
        return (found, last);
    }

    private static StoredView? FindOne(Statements session, string view, StreamId stream)
    {
        var rows = session.Get(Find).Bind(1, stream.Value).Bind(2, view);
        var found = rows.Step() ? View(rows, stream) : null;
        rows.Reset();
        return found;
    }

    private static StoredView View(Statement row, StreamId stream)
    {
        if (Version(row) is not { } version)
        {
            return StoredView.Damaged(stream, StreamVersion.None, "its version is no number from 1 on");
        }

        if (!row.IsInteger(1) || row.Int64(1) < MinTime || row.Int64(1) > MaxTime)
        {
            return StoredView.Damaged(stream, version, "its time is none");
        }

        return row.IsNumber(2)
            ? StoredView.Damaged(stream, version, "its body is a number")
            : new StoredView(stream, version, DateTimeOffset.FromUnixTimeMilliseconds(row.Int64(1)), Body(row)) { SortKey = row.TextOrNull(3) };
    }

    private static StreamVersion? Version(Statement row) => row.IsInteger(0) && row.Int64(0) > 0 ? new StreamVersion(row.Int64(0)) : null;

    private static ReadOnlyMemory<byte>? Body(Statement row) =>
        row.IsNull(2) ? default(ReadOnlyMemory<byte>?) : row.Bytes(2).ToArray();

    // The first bytes that come after everything with that prefix. UTF-8 never has the byte 0xFF, so the last one can be raised.
    private static byte[] EndOf(byte[] prefix) => [.. prefix[..^1], (byte)(prefix[^1] + 1)];
}
