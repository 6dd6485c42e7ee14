using System.Text;
using CqrsPrototype.EventSourcing.Projections;
using CqrsPrototype.Sqlite.Files;
using CqrsPrototype.Sqlite.Writing;

namespace CqrsPrototype.Sqlite.Views;

/// <summary>Writes views whose version is still the loaded one, with the rows that lists and searches read.</summary>
internal sealed class SaveViewsOperation(ViewName name, IReadOnlyList<ViewWrite> writes) : WriteOperation<bool>
{
    private const string FindOld = "SELECT version, sort_key, terms FROM views WHERE view = $view AND stream = $stream";
    private const string Insert = """
        INSERT INTO views (view, stream, version, at, sort_key, terms, body) VALUES ($view, $stream, $version, $at, $sort_key, $terms, $body)
        ON CONFLICT (view, stream) DO UPDATE
        SET version = excluded.version, at = excluded.at, sort_key = excluded.sort_key, terms = excluded.terms, body = excluded.body
        """;

    private const string DeleteTerm = "DELETE FROM view_terms WHERE view = $view AND term = $term AND sort_key = $sort_key AND stream = $stream";
    private const string InsertTerm = "INSERT OR IGNORE INTO view_terms (view, term, sort_key, stream) VALUES ($view, $term, $sort_key, $stream)";

    // Separates search terms where they are kept beside the view; projections make terms of words, which have no control characters.
    private const char Separator = '\n';

    private readonly string _view = name.ToString();

    public override int Rows => writes.Count;

    protected override bool Write(WriteSession session)
    {
        var all = true;
        foreach (var write in writes)
        {
            all &= TryWrite(session, write.View, write.Loaded.Value);
        }

        return all;
    }

    private bool TryWrite(WriteSession session, StoredView view, long loaded)
    {
        var (version, oldKey, oldTerms) = Find(session, view.Stream.Value);
        if (version != loaded)
        {
            return false;
        }

        var sortKey = view.SortKey is null ? null : Encoding.UTF8.GetBytes(view.SortKey);
        var terms = view.SearchTerms.Count == 0 || sortKey is null ? null : string.Join(Separator, view.SearchTerms.Distinct());
        session.Command(Insert, "$view", "$stream", "$version", "$at", "$sort_key", "$terms", "$body")
            .With(0, _view).With(1, view.Stream.Value).With(2, view.Version.Value).With(3, view.At.ToUnixTimeMilliseconds())
            .With(4, sortKey).With(5, terms).With(6, view.Body?.ToArray())
            .ExecuteNonQuery();

        if (terms != oldTerms || !oldKey.AsSpan().SequenceEqual(sortKey))
        {
            RunForTerms(session, DeleteTerm, oldTerms, oldKey, view.Stream.Value);
            RunForTerms(session, InsertTerm, terms, sortKey, view.Stream.Value);
        }

        return true;
    }

    private (long Version, byte[]? SortKey, string? Terms) Find(WriteSession session, string stream)
    {
        using var row = session.Command(FindOld, "$view", "$stream").With(0, _view).With(1, stream).ExecuteReader();
        return row.Read()
            ? (row.GetInt64(0), row.IsDBNull(1) ? null : row.GetFieldValue<byte[]>(1), row.IsDBNull(2) ? null : row.GetString(2))
            : (0, null, null);
    }

    private void RunForTerms(WriteSession session, string sql, string? terms, byte[]? sortKey, string stream)
    {
        if (terms is null)
        {
            return;
        }

        var command = session.Command(sql, "$view", "$term", "$sort_key", "$stream").With(0, _view).With(2, sortKey).With(3, stream);
        foreach (var term in terms.Split(Separator))
        {
            command.With(1, Encoding.UTF8.GetBytes(term)).ExecuteNonQuery();
        }
    }
}
