using CqrsPrototype.EventSourcing.Streams;

namespace CqrsPrototype.EventSourcing.Projections;

/// <summary>The list of streams that need somebody. Calls may throw <see cref="EventStoreUnavailableException"/>.</summary>
public interface IStuckStreams
{
    /// <summary>Puts a stream on the list, or replaces its entry; the store counts <see cref="StuckStream.Attempts"/> up by itself.</summary>
    ValueTask ReportAsync(StuckStream stuck, CancellationToken cancellationToken);

    /// <summary>Takes a stream off the list; nothing happens where it is not on it.</summary>
    ValueTask ResolveAsync(ViewName view, StreamId stream, CancellationToken cancellationToken);

    /// <summary>The list of one view, or of all, by view and stream; at most <paramref name="limit"/> entries.</summary>
    ValueTask<IReadOnlyList<StuckStream>> ListAsync(ViewName? view, int limit, CancellationToken cancellationToken);
}
