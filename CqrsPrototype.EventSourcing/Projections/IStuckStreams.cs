using CqrsPrototype.EventSourcing.Streams;

namespace CqrsPrototype.EventSourcing.Projections;

/// <summary>The list of streams that need somebody. Calls may throw <see cref="EventStoreUnavailableException"/>.</summary>
public interface IStuckStreams
{
    /// <summary>Puts a stream on the list, or replaces its entry; the store counts <see cref="StuckStream.Attempts"/> up by itself.</summary>
    ValueTask ReportAsync(StuckStream stuck, CancellationToken cancellationToken);

    /// <summary>Takes a stream off the list, since its view contains this version; an entry for a later event stays.</summary>
    ValueTask ResolveAsync(ViewName view, StreamId stream, StreamVersion reached, CancellationToken cancellationToken);

    /// <summary>Takes an entry off the list that was read from it, unless the stream was reported again since.</summary>
    ValueTask WithdrawAsync(StuckStream read, CancellationToken cancellationToken);

    /// <summary>The list of one view, in the order of the streams' names.</summary>
    /// <param name="view">Which view.</param>
    /// <param name="after">Only streams whose name comes after this one, ordinally; <see langword="null"/> begins at the first.</param>
    /// <param name="limit">1 to 1000.</param>
    /// <param name="cancellationToken">Stops reading.</param>
    ValueTask<IReadOnlyList<StuckStream>> ListAsync(ViewName view, StreamId? after, int limit, CancellationToken cancellationToken);

    /// <summary>One entry; <see langword="null"/> where the stream is not on the list.</summary>
    ValueTask<StuckStream?> FindAsync(ViewName view, StreamId stream, CancellationToken cancellationToken);

    /// <summary>How many streams are on the list of one view.</summary>
    ValueTask<long> CountAsync(ViewName view, CancellationToken cancellationToken);
}
