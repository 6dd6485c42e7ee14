using Microsoft.Data.Sqlite;

namespace CqrsPrototype.Benchmarks.Baselines.RawSqlite;

/// <summary>What lists in order and a search by the beginning of a word need beside the documents.</summary>
internal sealed class RawSearch : IDisposable
{
    private const string Tables = """
        CREATE TABLE sorted (id TEXT PRIMARY KEY, name TEXT NOT NULL) WITHOUT ROWID;
        CREATE TABLE terms (term TEXT NOT NULL, id TEXT NOT NULL, PRIMARY KEY (term, id)) WITHOUT ROWID;
        """;

    private readonly SqliteCommand _find;
    private readonly SqliteCommand _upsert;
    private readonly SqliteCommand _insert;
    private readonly SqliteCommand _delete;

    public RawSearch(SqliteConnection connection)
    {
        connection.Execute(Tables);
        _find = connection.Prepare("SELECT name FROM sorted WHERE id = $id", "$id");
        _upsert = connection.Prepare("INSERT INTO sorted (id, name) VALUES ($id, $name) ON CONFLICT (id) DO UPDATE SET name = excluded.name", "$id", "$name");
        _insert = connection.Prepare("INSERT OR IGNORE INTO terms (term, id) VALUES ($term, $id)", "$term", "$id");
        _delete = connection.Prepare("DELETE FROM terms WHERE term = $term AND id = $id", "$term", "$id");
    }

    /// <summary>Writes the entries of one document, in the transaction that is open.</summary>
    public void Write(string id, string name, SqliteTransaction transaction)
    {
        foreach (var command in (SqliteCommand[])[_find, _upsert, _insert, _delete])
        {
            command.Transaction = transaction;
        }

        var before = Words(_find.With(id).ExecuteScalar() as string);
        var after = Words(name);
        _upsert.With(id, name).ExecuteNonQuery();
        foreach (var term in before.Except(after))
        {
            _delete.With(term, id).ExecuteNonQuery();
        }

        foreach (var term in after.Except(before))
        {
            _insert.With(term, id).ExecuteNonQuery();
        }
    }

    public void Dispose()
    {
        foreach (var command in (SqliteCommand[])[_find, _upsert, _insert, _delete])
        {
            command.Dispose();
        }
    }

    private static string[] Words(string? name) => name?.ToLowerInvariant().Split(' ') ?? [];
}
