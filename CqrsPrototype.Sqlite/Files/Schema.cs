using Microsoft.Data.Sqlite;

namespace CqrsPrototype.Sqlite.Files;

/// <summary>The tables of the file, as the steps that made them: what is stored is never made anew, only brought forward.</summary>
internal static class Schema
{
    /// <summary>All steps in order. A released step never changes; the next one is added behind it.</summary>
    public static IReadOnlyList<Migration> Migrations { get; } =
    [
        new(1, """
            -- One row an event. The columns of its commit stand on each of them, the key on the first, the snapshot on the last.
            CREATE TABLE events (
                position       INTEGER PRIMARY KEY,
                stream         TEXT    NOT NULL,
                version        INTEGER NOT NULL,
                id             BLOB    NOT NULL,
                type           TEXT    NOT NULL,
                schema         INTEGER NOT NULL,
                data           BLOB    NOT NULL,
                at             INTEGER NOT NULL,
                correlation_id TEXT,
                causation_id   TEXT,
                trace_parent   TEXT,
                commit_id      BLOB    NOT NULL,
                commit_index   INTEGER NOT NULL,
                commit_count   INTEGER NOT NULL,
                key            TEXT,
                fingerprint    TEXT,
                snapshot_schema INTEGER,
                snapshot       BLOB
            );
            CREATE UNIQUE INDEX events_by_stream ON events (stream, version);
            CREATE UNIQUE INDEX events_by_key ON events (key) WHERE key IS NOT NULL;

            CREATE TABLE views (
                id       INTEGER PRIMARY KEY,
                view     TEXT    NOT NULL,
                stream   TEXT    NOT NULL,
                version  INTEGER NOT NULL,
                at       INTEGER NOT NULL,
                sort_key BLOB,
                terms    TEXT,
                body     BLOB
            );
            CREATE UNIQUE INDEX views_by_stream ON views (stream, view);
            CREATE INDEX views_by_sort_key ON views (view, sort_key) WHERE sort_key IS NOT NULL;

            CREATE TABLE view_terms (
                view     TEXT    NOT NULL,
                term     BLOB    NOT NULL,
                sort_key BLOB    NOT NULL,
                id       INTEGER NOT NULL,
                PRIMARY KEY (view, term, sort_key, id)
            ) WITHOUT ROWID;

            CREATE TABLE checkpoints (subscription TEXT PRIMARY KEY, position INTEGER NOT NULL) WITHOUT ROWID;

            CREATE TABLE stuck (
                projection TEXT    NOT NULL,
                generation INTEGER NOT NULL,
                stream     TEXT    NOT NULL,
                version    INTEGER NOT NULL,
                event_type TEXT    NOT NULL,
                error      TEXT    NOT NULL,
                at         INTEGER NOT NULL,
                attempts   INTEGER NOT NULL,
                PRIMARY KEY (projection, generation, stream)
            ) WITHOUT ROWID;

            CREATE TABLE secrets (name TEXT PRIMARY KEY, value BLOB NOT NULL) WITHOUT ROWID;
            """),
    ];

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
