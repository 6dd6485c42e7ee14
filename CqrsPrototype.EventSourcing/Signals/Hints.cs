namespace CqrsPrototype.EventSourcing.Signals;

/// <summary>What one process tells the others: that something has changed, so that they need not wait for their next poll.</summary>
/// <param name="Appended">Commits were appended that are not in the log yet.</param>
/// <param name="LogGrown">The log has grown.</param>
/// <param name="Projected">Views that have changed, each with its newest version.</param>
public sealed record Hints(bool Appended, bool LogGrown, IReadOnlyList<ViewChange> Projected);
