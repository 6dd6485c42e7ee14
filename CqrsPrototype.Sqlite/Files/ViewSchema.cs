namespace CqrsPrototype.Sqlite.Files;

/// <summary>The tables of the file of views.</summary>
internal static class ViewSchema
{
    /// <summary>All steps in order. A released step never changes; the next one is added behind it.</summary>
    public static IReadOnlyList<Migration> Migrations { get; } =
    [
        new(1, """
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
            """),
    ];
}
