using System.Text.Json;
using CqrsPrototype.Drill.Evidence;

namespace CqrsPrototype.Drill.Checking;

/// <summary>An event with its version, and its position in the log if it has one.</summary>
internal sealed record PlacedEvent(StoredCommit Commit, StoredEvent Event, long Version, long? Position)
{
    /// <summary>A member of its data; empty where there is none.</summary>
    public string Member(string name)
    {
        using var data = JsonDocument.Parse(Event.Data);
        return data.RootElement.TryGetProperty(name, out var value) ? value.GetString() ?? "" : "";
    }

    public override string ToString() => $"{Event.Type} {Commit.Stream}@{Version}";
}
