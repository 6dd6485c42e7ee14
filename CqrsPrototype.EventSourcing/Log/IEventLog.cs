namespace CqrsPrototype.EventSourcing.Log;

/// <summary>All commits of all streams in one order that never changes: each stream's in version order, positions without gaps.</summary>
/// <remarks>What is read here is durable. Calls may throw <see cref="Streams.EventStoreUnavailableException"/>.</remarks>
public interface IEventLog
{
    /// <summary>About how many bytes of data a slice has at most: 8 MiB.</summary>
    const int MaxBytes = 8 * 1024 * 1024;

    /// <summary>The position that the next event will get: as many events are in the log.</summary>
    ValueTask<GlobalPosition> GetEndAsync(CancellationToken cancellationToken);

    /// <summary>Reads on from a position.</summary>
    /// <param name="from">Any position; the commit that contains it comes first, whole.</param>
    /// <param name="maxEvents">
    /// 1 to 10 000: about how many events to read; fewer where they have more than <see cref="MaxBytes"/> together, but always at least one
    /// commit, if there is one.
    /// </param>
    /// <param name="cancellationToken">Stops reading.</param>
    /// <returns>An empty slice whose <see cref="LogSlice.Next"/> is <paramref name="from"/> at or beyond the end.</returns>
    ValueTask<LogSlice> ReadAsync(GlobalPosition from, int maxEvents, CancellationToken cancellationToken);

    /// <summary>Tells how far a piece of the log takes each stream, at a fraction of the cost of reading it.</summary>
    /// <param name="from">Any position; the commit that contains it comes first, whole.</param>
    /// <param name="maxEvents">1 to 10 000: about how many events long the piece is.</param>
    /// <param name="cancellationToken">Stops reading.</param>
    /// <returns>Heads without versions whose <see cref="LogHeads.Next"/> is <paramref name="from"/> at or beyond the end.</returns>
    ValueTask<LogHeads> ReadHeadsAsync(GlobalPosition from, int maxEvents, CancellationToken cancellationToken);
}
