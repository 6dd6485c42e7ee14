using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using CqrsPrototype.EventSourcing.Streams;

namespace CqrsPrototype.EventSourcing.Deciding;

/// <summary>Which commits carry a snapshot: those that reach or pass a multiple of <see cref="CommitLimits.SnapshotInterval"/> versions.</summary>
internal static class SnapshotPolicy
{
    public static bool IsDue(Commit commit) =>
        commit.Last.Value / CommitLimits.SnapshotInterval > commit.Previous.Value / CommitLimits.SnapshotInterval;

    public static SnapshotData Take<TState>(TState state, JsonTypeInfo<TState> json, int schema) =>
        new(schema, JsonSerializer.SerializeToUtf8Bytes(state, json));
}
