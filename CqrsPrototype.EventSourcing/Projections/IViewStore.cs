using CqrsPrototype.EventSourcing.Streams;

namespace CqrsPrototype.EventSourcing.Projections;

/// <summary>Where projections keep their views. Calls may throw <see cref="EventStoreUnavailableException"/>.</summary>
public interface IViewStore
{
    /// <summary>Loads the views of some streams, tombstones among them.</summary>
    /// <param name="name">Which collection.</param>
    /// <param name="streams">1 to 1000, each once.</param>
    /// <param name="cancellationToken">Stops loading.</param>
    /// <returns>Those that there are; what cannot be read is there with its <see cref="StoredView.Damage"/>.</returns>
    ValueTask<IReadOnlyDictionary<StreamId, StoredView>> LoadAsync(ViewName name, IReadOnlyList<StreamId> streams, CancellationToken cancellationToken);

    /// <summary>Tells how far the views of some streams are, tombstones among them, at less cost than loading them.</summary>
    /// <param name="name">Which collection.</param>
    /// <param name="streams">1 to 1000, each once.</param>
    /// <param name="cancellationToken">Stops loading.</param>
    /// <returns>The versions of those that there are, and whose version can be read.</returns>
    ValueTask<IReadOnlyDictionary<StreamId, StreamVersion>> LoadVersionsAsync(
        ViewName name, IReadOnlyList<StreamId> streams, CancellationToken cancellationToken);

    /// <summary>Writes each view whose version is still the loaded one, and leaves the others alone.</summary>
    /// <param name="name">Which collection.</param>
    /// <param name="writes">1 to 1000, for one stream each.</param>
    /// <param name="cancellationToken">Stops waiting; the writes may still happen.</param>
    /// <returns>Whether all were written, durably. If not, some may have been: load again.</returns>
    ValueTask<bool> SaveAsync(ViewName name, IReadOnlyList<ViewWrite> writes, CancellationToken cancellationToken);
}
