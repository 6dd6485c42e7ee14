using CqrsPrototype.EventSourcing.Streams;
using CqrsPrototype.Sqlite.Files;
using CqrsPrototype.Sqlite.Writing;

namespace CqrsPrototype.Sqlite.Streams;

/// <summary>Appends one commit if it still fits. A commit that does not fit writes nothing and fails alone.</summary>
internal sealed class AppendOperation(Commit commit) : WriteOperation<AppendResult>
{
    private const string FindKey = "SELECT 1 FROM events WHERE key = ?1";

    // Writes the row only if the version before it is there, as the very event that it builds on, and neither its own version nor its key
    // is taken: the indexes know.
    private const string Insert = """
        INSERT INTO events (position, stream, version, id, type, schema, data, at, correlation_id, causation_id, trace_parent,
                            commit_id, commit_index, commit_count, key, fingerprint, snapshot_schema, snapshot)
        SELECT ?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18
        WHERE ?3 = 1 OR EXISTS (SELECT 1 FROM events WHERE stream = ?2 AND version = ?3 - 1 AND (?19 IS NULL OR id = ?19))
        ON CONFLICT DO NOTHING
        """;

    public override int Rows => commit.Events.Count;

    public override bool IsAppend => true;

    protected override AppendResult Write(WriteSession session)
    {
        if (!TryInsert(session, 0))
        {
            return IsKeyTaken(session) ? AppendResult.KeyTaken : AppendResult.Conflict;
        }

        for (var i = 1; i < commit.Events.Count; i++)
        {
            TryInsert(session, i);
        }

        session.End += commit.Events.Count;
        return AppendResult.Appended;
    }

    private bool IsKeyTaken(WriteSession session)
    {
        if (commit.Key is null)
        {
            return false;
        }

        var find = session.Statement(FindKey).Bind(1, commit.Key.Key);
        var isTaken = find.Step();
        find.Reset();
        return isTaken;
    }

    private bool TryInsert(WriteSession session, int index)
    {
        var (data, isFirst, isLast) = (commit.Events[index], index == 0, index == commit.Events.Count - 1);
        var insert = session.Statement(Insert)
            .Bind(1, (session.End + index).Value)
            .Bind(2, commit.Stream.Value)
            .Bind(3, (commit.First + index).Value)
            .Bind(4, data.Id)
            .Bind(5, data.Type)
            .Bind(6, data.SchemaVersion)
            .Bind(7, data.Data.Span)
            .Bind(8, commit.At.ToUnixTimeMilliseconds())
            .Bind(9, commit.Metadata.CorrelationId)
            .Bind(10, commit.Metadata.CausationId)
            .Bind(11, commit.Metadata.TraceParent)
            .Bind(12, commit.Id)
            .Bind(13, index)
            .Bind(14, commit.Events.Count)
            .Bind(15, isFirst ? commit.Key?.Key : null)
            .Bind(16, isFirst ? commit.Key?.Fingerprint : null);
        BindSnapshot(insert, isLast ? commit.Snapshot : null);
        _ = isFirst && commit.BuildsOn is { } awaited ? insert.Bind(19, awaited) : insert.BindNull(19);
        return insert.Run() == 1;
    }

    private static void BindSnapshot(Statement insert, SnapshotData? snapshot)
    {
        if (snapshot is null)
        {
            insert.BindNull(17).BindNull(18);
        }
        else
        {
            insert.Bind(17, snapshot.SchemaVersion).Bind(18, snapshot.State.Span);
        }
    }
}
