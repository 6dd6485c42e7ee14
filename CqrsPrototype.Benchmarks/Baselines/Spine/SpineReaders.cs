using System.Collections.Concurrent;
using CqrsPrototype.Benchmarks.Baselines.RawSqlite;
using Microsoft.Data.Sqlite;

namespace CqrsPrototype.Benchmarks.Baselines.Spine;

/// <summary>Reads documents, with one connection for each reader at a time.</summary>
internal sealed class SpineReaders(string path) : IDisposable
{
    private readonly ConcurrentBag<SqliteCommand> _idle = [];

    public byte[]? Find(string id)
    {
        if (!_idle.TryTake(out var find))
        {
            find = SqliteDatabase.Open(path, "NORMAL").Prepare("SELECT body FROM documents WHERE id = $id", "$id");
        }

        var body = find.With(id).ExecuteScalar() as byte[];
        _idle.Add(find);
        return body;
    }

    public void Dispose()
    {
        while (_idle.TryTake(out var find))
        {
            find.Connection!.Dispose();
            find.Dispose();
        }
    }
}
