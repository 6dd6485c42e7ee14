using System.Text.Json;
using Microsoft.Data.Sqlite;

namespace CqrsPrototype.Benchmarks.Baselines.RawSqlite;

/// <summary>The least that a read model needs: documents by key, and how far it has come.</summary>
internal sealed class RawDocuments : IDisposable
{
    private readonly SqliteConnection _connection;
    private readonly SqliteCommand _upsert;
    private readonly SqliteCommand _checkpoint;

    public RawDocuments(string path, string synchronous)
    {
        _connection = SqliteDatabase.Open(path, synchronous);
        _connection.Execute(SqliteDatabase.Documents);
        _upsert = _connection.Prepare(
            """
            INSERT INTO documents (id, version, body) VALUES ($id, $version, $body)
            ON CONFLICT (id) DO UPDATE SET version = excluded.version, body = excluded.body WHERE excluded.version > version
            """,
            "$id", "$version", "$body");
        _checkpoint = _connection.Prepare(
            "INSERT INTO checkpoint (id, position) VALUES (1, $position) ON CONFLICT (id) DO UPDATE SET position = excluded.position", "$position");
    }

    public SqliteConnection Connection => _connection;

    public SqliteTransaction Begin()
    {
        var transaction = _connection.BeginTransaction(deferred: false);
        _upsert.Transaction = transaction;
        _checkpoint.Transaction = transaction;
        return transaction;
    }

    public void Write(string id, Person person) =>
        _upsert.With(id, person.Version, JsonSerializer.SerializeToUtf8Bytes(person, PersonJson.Default.Person)).ExecuteNonQuery();

    public void Checkpoint(long position) => _checkpoint.With(position).ExecuteNonQuery();

    public void Dispose()
    {
        _upsert.Dispose();
        _checkpoint.Dispose();
        _connection.Dispose();
    }
}
