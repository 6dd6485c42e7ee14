namespace CqrsPrototype.EventSourcing.Log.Sequencing;

/// <summary>A piece of the log as the sequencer writes it: commits by name, one behind the other. A page never changes but for its seal.</summary>
/// <param name="Start">The position of its first event, and its unique key.</param>
/// <param name="Entries">1 to <see cref="MaxCommits"/> commits.</param>
/// <param name="IsSealed">All of its commits are known to be there and marked.</param>
public sealed record LogPage(GlobalPosition Start, IReadOnlyList<PageEntry> Entries, bool IsSealed = false)
{
    /// <summary>Most commits in a page.</summary>
    public const int MaxCommits = 1000;

    /// <summary>No further commit is taken once a page has so many events.</summary>
    public const int MaxEvents = 10_000;

    /// <summary>The position behind its last event: where the next page begins.</summary>
    public GlobalPosition Next { get; } = new(Start.Value + Entries.Sum(e => (long)e.Count));
}
