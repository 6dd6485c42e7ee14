using System.Text.Json;
using CqrsPrototype.Benchmarks.Load;
using Microsoft.Data.Sqlite;

namespace CqrsPrototype.Benchmarks.Baselines.RawSqlite;

/// <summary>The least that a log of streams needs: look up the version, insert.</summary>
internal sealed class RawLog : IDisposable
{
    private readonly SqliteConnection _connection;
    private readonly SqliteCommand _find;
    private readonly SqliteCommand _insert;

    public RawLog(string path)
    {
        _connection = SqliteDatabase.Open(path);
        _connection.Execute(SqliteDatabase.Log);
        _find = _connection.Prepare("SELECT max(version) FROM events WHERE stream = $stream", "$stream");
        _insert = _connection.Prepare(
            "INSERT INTO events (stream, version, data) VALUES ($stream, $version, $data) RETURNING position", "$stream", "$version", "$data");
    }

    /// <summary>The data of an event: as large as the product's.</summary>
    public static byte[] EventOf(long number) =>
        JsonSerializer.SerializeToUtf8Bytes(new Person(People.AddressOf(number), People.NameOf(number)), PersonJson.Default.Person);

    public SqliteTransaction Begin()
    {
        var transaction = _connection.BeginTransaction(deferred: false);
        _find.Transaction = transaction;
        _insert.Transaction = transaction;
        return transaction;
    }

    public (long Position, long Version) Append(string stream, byte[] data)
    {
        var version = (_find.With(stream).ExecuteScalar() as long? ?? 0) + 1;
        return ((long)_insert.With(stream, version, data).ExecuteScalar()!, version);
    }

    public void Dispose()
    {
        _find.Dispose();
        _insert.Dispose();
        _connection.Dispose();
    }
}
