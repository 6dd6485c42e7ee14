using Microsoft.Data.Sqlite;

namespace CqrsPrototype.Benchmarks.Baselines.RawSqlite;

/// <summary>Opens the files of the baselines with the settings of the product, and prepares statements.</summary>
internal static class SqliteDatabase
{
    public const string Log = """
        CREATE TABLE events (position INTEGER PRIMARY KEY, stream TEXT NOT NULL, version INTEGER NOT NULL, data BLOB NOT NULL);
        CREATE UNIQUE INDEX events_by_stream ON events (stream, version);
        """;

    public const string Documents = """
        CREATE TABLE documents (id TEXT PRIMARY KEY, version INTEGER NOT NULL, body BLOB NOT NULL) WITHOUT ROWID;
        CREATE TABLE checkpoint (id INTEGER PRIMARY KEY, position INTEGER NOT NULL);
        """;

    /// <summary>Opens a file.</summary>
    /// <param name="path">Where; made if it is not there.</param>
    /// <param name="synchronous">FULL: a commit is on disk when it returns. NORMAL: the last ones may be lost with the power.</param>
    public static SqliteConnection Open(string path, string synchronous = "FULL")
    {
        var connection = new SqliteConnection($"Data Source={path};Pooling=False");
        connection.Open();
        connection.Execute($"PRAGMA journal_mode = WAL; PRAGMA synchronous = {synchronous}; PRAGMA wal_autocheckpoint = 4000; PRAGMA cache_size = -32000;");
        return connection;
    }

    public static void Execute(this SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    /// <summary>A statement with its parameters, in the order in which <see cref="With"/> sets them.</summary>
    public static SqliteCommand Prepare(this SqliteConnection connection, string sql, params ReadOnlySpan<string> parameters)
    {
        var command = connection.CreateCommand();
        command.CommandText = sql;
        foreach (var parameter in parameters)
        {
            command.Parameters.Add(new SqliteParameter(parameter, null));
        }

        return command;
    }

    public static SqliteCommand With(this SqliteCommand command, params ReadOnlySpan<object> values)
    {
        for (var i = 0; i < values.Length; i++)
        {
            command.Parameters[i].Value = values[i];
        }

        return command;
    }
}
