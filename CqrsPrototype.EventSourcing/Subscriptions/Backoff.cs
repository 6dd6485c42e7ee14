namespace CqrsPrototype.EventSourcing.Subscriptions;

/// <summary>How long to wait before the next attempt: doubling from the first to the longest, less up to half at random.</summary>
/// <param name="First">The wait after the first failure.</param>
/// <param name="Longest">No wait is longer.</param>
public sealed record Backoff(TimeSpan First, TimeSpan Longest)
{
    /// <summary>For a store or broker that does not answer: 50 ms to 5 s.</summary>
    public static Backoff Default { get; } = new(TimeSpan.FromMilliseconds(50), TimeSpan.FromSeconds(5));

    /// <summary>The wait after that many failures in a row.</summary>
    /// <param name="failures">1 or more.</param>
    /// <param name="random">From 0 to 1; spreads those who failed together.</param>
    public TimeSpan After(int failures, double random)
    {
        var doubled = First.TotalMilliseconds * Math.Pow(2, Math.Min(failures - 1, 30));
        return TimeSpan.FromMilliseconds(Math.Min(doubled, Longest.TotalMilliseconds) * (1 - random / 2));
    }
}
