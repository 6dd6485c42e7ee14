namespace CqrsPrototype.Drill.Evidence;

/// <summary>A page of the log (a document of <c>log</c>).</summary>
/// <param name="Start">The position of its first event.</param>
/// <param name="Next">The position behind its last.</param>
/// <param name="Entries">The commits in it, in order.</param>
internal sealed record LogPage(long Start, long Next, IReadOnlyList<LogEntry> Entries);
