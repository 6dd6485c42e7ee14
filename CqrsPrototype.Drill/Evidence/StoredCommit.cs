namespace CqrsPrototype.Drill.Evidence;

/// <summary>A commit as the event store has it (a document of <c>commits</c>).</summary>
/// <param name="Stream">Its stream.</param>
/// <param name="Version">The version of its first event.</param>
/// <param name="Count">How many versions it takes.</param>
/// <param name="Previous">The version of the first event of the commit before it; 0 for none.</param>
/// <param name="At">When it was made.</param>
/// <param name="Events">Its events; none if it stands in for a commit that the server has lost.</param>
internal sealed record StoredCommit(string Stream, long Version, int Count, long Previous, DateTimeOffset At, IReadOnlyList<StoredEvent> Events)
{
    /// <summary>The version of its last event.</summary>
    public long Last => Version + Count - 1;

    /// <summary>The correlation id of the command that led to it.</summary>
    public string? Correlation { get; init; }

    /// <summary>The trace context of that command, if it was traced.</summary>
    public string? Trace { get; init; }

    /// <summary>Whether it still waits for its place in the log.</summary>
    public bool Pending { get; init; }

    /// <summary>The page of the log that it says it is in.</summary>
    public long? Page { get; init; }
}
