using System.Text;
using CqrsPrototype.EventSourcing.Projections;
using CqrsPrototype.Sqlite.Files;
using CqrsPrototype.Sqlite.Writing;

namespace CqrsPrototype.Sqlite.Views;

/// <summary>Writes views whose version is still the loaded one, with the rows that lists and searches read.</summary>
internal sealed class SaveViewsOperation(ViewName name, IReadOnlyList<ViewWrite> writes) : WriteOperation<bool>
{
    private const string Insert = """
        INSERT INTO views (view, stream, version, at, sort_key, terms, body) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)
        ON CONFLICT DO NOTHING RETURNING id
        """;

    private const string FindLoaded = "SELECT id, sort_key, terms FROM views WHERE stream = ?1 AND view = ?2 AND version = ?3";
    private const string Update = "UPDATE views SET version = ?2, at = ?3, body = ?4, terms = ?5 WHERE id = ?1";
    private const string UpdateSortKey = "UPDATE views SET sort_key = ?2 WHERE id = ?1";
    private const string InsertTerm = "INSERT OR IGNORE INTO view_terms (view, term, sort_key, id) VALUES (?1, ?2, ?3, ?4)";
    private const string DeleteTerm = "DELETE FROM view_terms WHERE view = ?1 AND term = ?2 AND sort_key = ?3 AND id = ?4";

    // Separates search terms where they are kept beside the view: they are words, which have no control characters.
    private const char Separator = '\n';

    private readonly string _view = name.ToString();

    public override int Rows => writes.Count;

    protected override bool Write(WriteSession session)
    {
        var all = true;
        foreach (var write in writes)
        {
            all &= write.Loaded.Value == 0 ? TryInsert(session, write.View) : TryUpdate(session, write.View, write.Loaded.Value);
        }

        return all;
    }

    private bool TryInsert(WriteSession session, StoredView view)
    {
        var (sortKey, terms) = KeysOf(view);
        var insert = session.Statement(Insert).Bind(1, _view).Bind(2, view.Stream.Value).Bind(3, view.Version.Value).Bind(4, view.At.ToUnixTimeMilliseconds());
        BindBlob(insert, 5, sortKey);
        insert.Bind(6, terms);
        BindBlob(insert, 7, view.Body);
        var isNew = insert.Step();
        var id = isNew ? insert.Int64(0) : 0;
        insert.Reset();
        if (isNew)
        {
            RunForTerms(session, InsertTerm, Split(terms), sortKey, id);
        }

        return isNew;
    }

    private bool TryUpdate(WriteSession session, StoredView view, long loaded)
    {
        var find = session.Statement(FindLoaded).Bind(1, view.Stream.Value).Bind(2, _view).Bind(3, loaded);
        if (!find.Step())
        {
            find.Reset();
            return false;
        }

        var id = find.Int64(0);
        var oldSortKey = find.IsNull(1) ? null : find.Bytes(1).ToArray();
        var oldTerms = find.TextOrNull(2);
        find.Reset();

        var (sortKey, terms) = KeysOf(view);
        var update = session.Statement(Update).Bind(1, id).Bind(2, view.Version.Value).Bind(3, view.At.ToUnixTimeMilliseconds());
        BindBlob(update, 4, view.Body);
        update.Bind(5, terms).Run();

        // Only what is different is written: an index costs more than the view.
        var isSameKey = oldSortKey.AsSpan().SequenceEqual(sortKey);
        if (!isSameKey || terms != oldTerms)
        {
            var (before, after) = (Split(oldTerms), Split(terms));
            RunForTerms(session, DeleteTerm, isSameKey ? before.Except(after) : before, oldSortKey, id);
            RunForTerms(session, InsertTerm, isSameKey ? after.Except(before) : after, sortKey, id);
        }

        if (!isSameKey)
        {
            var updateKey = session.Statement(UpdateSortKey).Bind(1, id);
            BindBlob(updateKey, 2, sortKey);
            updateKey.Run();
        }

        return true;
    }

    private void RunForTerms(WriteSession session, string sql, IEnumerable<string> terms, byte[]? sortKey, long id)
    {
        foreach (var term in terms)
        {
            session.Statement(sql).Bind(1, _view).Bind(2, Encoding.UTF8.GetBytes(term)).Bind(3, sortKey).Bind(4, id).Run();
        }
    }

    private static string[] Split(string? terms) => terms?.Split(Separator) ?? [];

    private static (byte[]? SortKey, string? Terms) KeysOf(StoredView view) => view.SortKey is null
        ? (null, null)
        : (Encoding.UTF8.GetBytes(view.SortKey), view.SearchTerms.Count == 0 ? null : string.Join(Separator, view.SearchTerms));

    private static void BindBlob(Statement statement, int parameter, ReadOnlyMemory<byte>? value)
    {
        if (value is { } bytes)
        {
            statement.Bind(parameter, bytes.Span);
        }
        else
        {
            statement.BindNull(parameter);
        }
    }
}
