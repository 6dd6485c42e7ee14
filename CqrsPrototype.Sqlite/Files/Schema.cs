using Microsoft.Data.Sqlite;

namespace CqrsPrototype.Sqlite.Files;

/// <summary>The tables of a file, as the steps that made them: what is stored is never made anew, only brought forward.</summary>
internal static class Schema
{
    /// <summary>Brings a file to the newest version of <paramref name="migrations"/>.</summary>
    /// <exception cref="DataDirectoryException">The file is newer than this program.</exception>
    public static void Migrate(SqliteConnection connection, IReadOnlyList<Migration> migrations)
    {
        var version = (long)connection.Scalar("PRAGMA user_version")!;
        if (version > migrations[^1].To)
        {
            throw new DataDirectoryException(
                $"The data file '{connection.DataSource}' has schema version {version}; this program knows versions up to {migrations[^1].To}. Start the newer program that wrote it.");
        }

        foreach (var migration in migrations.Where(m => m.To > version))
        {
            using var transaction = connection.BeginTransaction(deferred: false);
            connection.Execute($"{migration.Sql}\nPRAGMA user_version = {migration.To};", transaction);
            transaction.Commit();
        }
    }
}
