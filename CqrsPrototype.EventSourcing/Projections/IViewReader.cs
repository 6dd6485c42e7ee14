using CqrsPrototype.EventSourcing.Streams;

namespace CqrsPrototype.EventSourcing.Projections;

/// <summary>The query side of the views. Calls may throw <see cref="EventStoreUnavailableException"/>.</summary>
public interface IViewReader
{
    /// <summary>One view by its stream, a tombstone too, and what cannot be read with its <see cref="StoredView.Damage"/>; <see langword="null"/> where there is none.</summary>
    ValueTask<StoredView?> FindAsync(ViewName name, StreamId stream, CancellationToken cancellationToken);

    /// <summary>Views in the order of their sort keys, without tombstones and what cannot be read.</summary>
    ValueTask<IReadOnlyList<StoredView>> ListAsync(ViewName name, ViewQuery query, CancellationToken cancellationToken);
}
