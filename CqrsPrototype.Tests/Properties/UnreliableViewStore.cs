using CqrsPrototype.EventSourcing.Projections;
using CqrsPrototype.EventSourcing.Streams;

namespace CqrsPrototype.Tests.Properties;

/// <summary>A view store that fails when told to, before or after it has written.</summary>
/// <param name="sound">The store behind it.</param>
/// <param name="faults">What the next calls do: 0 works, 1 fails before, 2 writes and then fails; when there are none left, all work.</param>
internal sealed class UnreliableViewStore(IViewStore sound, IEnumerable<int> faults) : IViewStore
{
    private readonly Queue<int> _faults = new(faults);

    public ValueTask<IReadOnlyDictionary<StreamId, StreamVersion>> LoadVersionsAsync(
        ViewName name, IReadOnlyList<StreamId> streams, CancellationToken cancellationToken) => sound.LoadVersionsAsync(name, streams, cancellationToken);

    public ValueTask<IReadOnlyDictionary<StreamId, StoredView>> LoadAsync(ViewName name, IReadOnlyList<StreamId> streams, CancellationToken cancellationToken) =>
        sound.LoadAsync(name, streams, cancellationToken);

    public async ValueTask<bool> SaveAsync(ViewName name, IReadOnlyList<ViewWrite> writes, CancellationToken cancellationToken)
    {
        var fault = _faults.TryDequeue(out var next) ? next : 0;
        if (fault == 1)
        {
            throw new EventStoreUnavailableException("Not written.");
        }

        var all = await sound.SaveAsync(name, writes, cancellationToken);
        return fault == 2 ? throw new EventStoreUnavailableException("Written, but nobody was told.") : all;
    }
}
