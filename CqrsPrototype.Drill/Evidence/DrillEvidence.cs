using CqrsPrototype.Drill.Clients;

namespace CqrsPrototype.Drill.Evidence;

/// <summary>All that was seen of a run once everything has come to rest.</summary>
/// <param name="Commands">What clients were told about their commands, in the order of the answers.</param>
/// <param name="Reads">What they were told when they read.</param>
/// <param name="Commits">The event store, in the order of stream and version.</param>
/// <param name="Log">The log, in order.</param>
/// <param name="Wire">What the independent consumer received, in order.</param>
/// <param name="Views">The read model.</param>
internal sealed record DrillEvidence(
    IReadOnlyList<CommandRecord> Commands,
    IReadOnlyList<ReadRecord> Reads,
    IReadOnlyList<StoredCommit> Commits,
    IReadOnlyList<LogPage> Log,
    IReadOnlyList<WireMessage> Wire,
    IReadOnlyList<StoredView> Views)
{
    /// <summary>Events at lower positions may be missing on the wire: a broker that held them has lost everything it held.</summary>
    public long WireCompleteFrom { get; init; }

    /// <summary>The correlation id of events that no client has asked for; <see langword="null"/> if there are none.</summary>
    public string? Filler { get; init; }

    /// <summary>The streams whose projection has failed.</summary>
    public IReadOnlyList<string> Stuck { get; init; } = [];

    /// <summary>What processes did that they never should: end by themselves, or not end when they were asked to.</summary>
    public IReadOnlyList<string> Misbehaviour { get; init; } = [];
}
