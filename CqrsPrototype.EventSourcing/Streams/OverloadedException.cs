namespace CqrsPrototype.EventSourcing.Streams;

/// <summary>A bounded queue is full. Nothing was done; try again after <see cref="RetryAfter"/>.</summary>
/// <param name="queue">What is full, and how much it holds.</param>
public sealed class OverloadedException(string queue) : Exception($"{queue} is full.")
{
    /// <summary>How long a caller should wait at least.</summary>
    public TimeSpan RetryAfter { get; } = TimeSpan.FromSeconds(1);
}
