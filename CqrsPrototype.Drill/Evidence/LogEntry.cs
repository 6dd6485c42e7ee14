namespace CqrsPrototype.Drill.Evidence;

/// <summary>A commit's place in a page.</summary>
/// <param name="Stream">Its stream.</param>
/// <param name="Version">The version of its first event.</param>
/// <param name="Count">How many events it has.</param>
internal sealed record LogEntry(string Stream, long Version, int Count);
