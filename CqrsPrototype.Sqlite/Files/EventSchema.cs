namespace CqrsPrototype.Sqlite.Files;

/// <summary>The tables of the file of events.</summary>
internal static class EventSchema
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

        // Views, checkpoints and stuck streams moved to a file of their own, where they are made again from the log.
        new(2, """
            DROP TABLE view_terms;
            DROP TABLE views;
            DROP TABLE checkpoints;
            DROP TABLE stuck;
            """),
    ];
}
