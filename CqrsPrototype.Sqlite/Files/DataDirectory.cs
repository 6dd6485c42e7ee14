using Microsoft.Data.Sqlite;

namespace CqrsPrototype.Sqlite.Files;

/// <summary>The directory with the two files, locked against a second process: what happened, and the views that are made from it.</summary>
/// <remarks>Decision 25. The views can be made again from the log, so their file need not wait for the disk, and can be deleted.</remarks>
internal sealed class DataDirectory : IDisposable
{
    private readonly DataDirectoryLock _lock;

    /// <summary>Makes the directory and its files where they are missing, and brings them to the current schema.</summary>
    /// <exception cref="DataDirectoryException">The directory or one of the files cannot be used.</exception>
    public DataDirectory(string directory)
    {
        var path = Path.GetFullPath(directory);
        _lock = DataDirectoryLock.Take(path);
        try
        {
            Events = Open(Path.Combine(path, "cqrs.db"), EventSchema.Migrations, Durability.OnCommit, "Restore it from a backup, or set Data__Directory to another directory.");
            Views = Open(Path.Combine(path, "views.db"), ViewSchema.Migrations, Durability.OnCheckpoint, "Delete it with its -wal and -shm: the views are made again from the log.");
        }
        catch
        {
            _lock.Dispose();
            throw;
        }
    }

    /// <summary>Events, keys, snapshots and secrets: what cannot be made again.</summary>
    public SqliteFile Events { get; }

    /// <summary>Views, with how far they are and which of them are stuck.</summary>
    public SqliteFile Views { get; }

    public void Dispose() => _lock.Dispose();

    private static SqliteFile Open(string path, IReadOnlyList<Migration> migrations, Durability durability, string advice)
    {
        try
        {
            var file = new SqliteFile(path, durability);
            using var connection = file.OpenWriter();
            Schema.Migrate(connection, migrations);
            return file;
        }
        catch (SqliteException exception)
        {
            throw new DataDirectoryException($"The data file '{path}' cannot be opened: {exception.Message} {advice}", exception);
        }
    }
}
