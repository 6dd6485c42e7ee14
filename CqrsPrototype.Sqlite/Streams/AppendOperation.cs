using CqrsPrototype.EventSourcing.Streams;
using CqrsPrototype.Sqlite.Files;
using CqrsPrototype.Sqlite.Writing;

namespace CqrsPrototype.Sqlite.Streams;

/// <summary>Appends one commit if it still fits. A commit that does not fit writes nothing and fails alone.</summary>
internal sealed class AppendOperation(Commit commit) : WriteOperation<AppendResult>
{
    private const string FindKey = "SELECT 1 FROM events WHERE key = $key";
    private const string FindEnd = "SELECT max(version) FROM events WHERE stream = $stream";
    private const string Insert = """
        INSERT INTO events (position, stream, version, id, type, schema, data, at, correlation_id, causation_id, trace_parent,
                            commit_id, commit_index, commit_count, key, fingerprint, snapshot_schema, snapshot)
        VALUES ($position, $stream, $version, $id, $type, $schema, $data, $at, $correlation_id, $causation_id, $trace_parent,
                $commit_id, $commit_index, $commit_count, $key, $fingerprint, $snapshot_schema, $snapshot)
        """;

    public override int Rows => commit.Events.Count;

    protected override AppendResult Write(WriteSession session)
    {
        if (commit.Key is { } key && session.Command(FindKey, "$key").With(0, key.Key).ExecuteScalar() is not null)
        {
            return AppendResult.KeyTaken;
        }

        var end = session.Command(FindEnd, "$stream").With(0, commit.Stream.Value).ExecuteScalar() as long? ?? 0;
        if (end != commit.Previous.Value)
        {
            return AppendResult.Conflict;
        }

        for (var i = 0; i < commit.Events.Count; i++)
        {
            InsertEvent(session, i);
        }

        session.End += commit.Events.Count;
        return AppendResult.Appended;
    }

    private void InsertEvent(WriteSession session, int index)
    {
        var (data, isFirst, isLast) = (commit.Events[index], index == 0, index == commit.Events.Count - 1);
        session
            .Command(
                Insert, "$position", "$stream", "$version", "$id", "$type", "$schema", "$data", "$at", "$correlation_id", "$causation_id",
                "$trace_parent", "$commit_id", "$commit_index", "$commit_count", "$key", "$fingerprint", "$snapshot_schema", "$snapshot")
            .With(0, (session.End + index).Value)
            .With(1, commit.Stream.Value)
            .With(2, (commit.First + index).Value)
            .With(3, data.Id.ToByteArray(bigEndian: true))
            .With(4, data.Type)
            .With(5, data.SchemaVersion)
            .With(6, data.Data.ToArray())
            .With(7, commit.At.ToUnixTimeMilliseconds())
            .With(8, commit.Metadata.CorrelationId)
            .With(9, commit.Metadata.CausationId)
            .With(10, commit.Metadata.TraceParent)
            .With(11, commit.Id.ToByteArray(bigEndian: true))
            .With(12, index)
            .With(13, commit.Events.Count)
            .With(14, isFirst ? commit.Key?.Key : null)
            .With(15, isFirst ? commit.Key?.Fingerprint : null)
            .With(16, isLast ? commit.Snapshot?.SchemaVersion : null)
            .With(17, isLast ? commit.Snapshot?.State.ToArray() : null)
            .ExecuteNonQuery();
    }
}
