using Microsoft.Data.Sqlite;

namespace CqrsPrototype.Sqlite.Files;

/// <summary>A file, and how connections to it are opened.</summary>
internal sealed class SqliteFile(string path, Durability durability)
{
    // In pages of 4 KiB. Views are written to many places, over and over: the longer their log may get, the fewer pages are copied twice.
    private readonly int _logPages = durability == Durability.OnCommit ? 4000 : 16_000;

    public string Path => path;

    /// <summary>The connection of the writer. On macOS, a plain sync leaves the data in the cache of the disk; elsewhere a full one is the same.</summary>
    public SqliteConnection OpenWriter() => Open(SqliteOpenMode.ReadWriteCreate, $"""
        PRAGMA journal_mode = WAL;
        PRAGMA synchronous = {(durability == Durability.OnCommit ? "FULL" : "NORMAL")};
        PRAGMA fullfsync = ON;
        PRAGMA checkpoint_fullfsync = ON;
        PRAGMA wal_autocheckpoint = {_logPages};
        PRAGMA cache_size = -32000;
        PRAGMA temp_store = MEMORY;
        PRAGMA busy_timeout = 5000;
        """);

    /// <summary>A connection that sees what is committed, and hinders nobody.</summary>
    public SqliteConnection OpenReader() => Open(SqliteOpenMode.ReadOnly, """
        PRAGMA query_only = ON;
        PRAGMA cache_size = -2000;
        PRAGMA temp_store = MEMORY;
        PRAGMA busy_timeout = 5000;
        """);

    private SqliteConnection Open(SqliteOpenMode mode, string pragmas)
    {
        var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = path, Mode = mode, Pooling = false }.ToString());
        connection.Open();
        connection.Execute(pragmas);
        return connection;
    }
}
