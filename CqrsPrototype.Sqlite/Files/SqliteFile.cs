using Microsoft.Data.Sqlite;

namespace CqrsPrototype.Sqlite.Files;

/// <summary>The one file that holds everything, and how connections to it are opened.</summary>
internal sealed class SqliteFile : IDisposable
{
    private readonly DataDirectoryLock _lock;

    /// <summary>Locks the directory and brings its file to the current schema.</summary>
    /// <exception cref="DataDirectoryException">The directory or the file cannot be used.</exception>
    public SqliteFile(string directory)
    {
        Directory = System.IO.Path.GetFullPath(directory);
        Path = System.IO.Path.Combine(Directory, "cqrs.db");
        _lock = DataDirectoryLock.Take(Directory);
        try
        {
            using var connection = OpenWriter();
            Schema.Migrate(connection, Schema.Migrations);
        }
        catch (SqliteException exception)
        {
            _lock.Dispose();
            throw new DataDirectoryException($"The data file '{Path}' cannot be opened: {exception.Message} Restore it from a backup, or set Data__Directory to another directory.", exception);
        }
        catch
        {
            _lock.Dispose();
            throw;
        }
    }

    public string Directory { get; }

    public string Path { get; }

    /// <summary>The connection of the writer: a commit returns when it is on disk.</summary>
    public SqliteConnection OpenWriter() => Open(SqliteOpenMode.ReadWriteCreate, """
        PRAGMA journal_mode = WAL;
        PRAGMA synchronous = FULL;
        PRAGMA wal_autocheckpoint = 4000;
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

    public void Dispose() => _lock.Dispose();

    private SqliteConnection Open(SqliteOpenMode mode, string pragmas)
    {
        var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = Path, Mode = mode, Pooling = false }.ToString());
        connection.Open();
        connection.Execute(pragmas);
        return connection;
    }
}
