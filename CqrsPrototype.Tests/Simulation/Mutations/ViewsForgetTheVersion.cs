using CqrsPrototype.EventSourcing.Projections;
using CqrsPrototype.EventSourcing.Streams;

namespace CqrsPrototype.Tests.Simulation.Mutations;

/// <summary>Writes a view whatever version there is.</summary>
internal sealed class ViewsForgetTheVersion : Mutation
{
    public override IViewStore Views(IViewStore sound) => new Store(sound);

    private sealed class Store(IViewStore sound) : IViewStore
    {
        public ValueTask<IReadOnlyDictionary<StreamId, StoredView>> LoadAsync(ViewName name, IReadOnlyList<StreamId> streams, CancellationToken cancellationToken) =>
            sound.LoadAsync(name, streams, cancellationToken);

        public ValueTask<IReadOnlyDictionary<StreamId, StreamVersion>> LoadVersionsAsync(
            ViewName name, IReadOnlyList<StreamId> streams, CancellationToken cancellationToken) => sound.LoadVersionsAsync(name, streams, cancellationToken);

        public async ValueTask<bool> SaveAsync(ViewName name, IReadOnlyList<ViewWrite> writes, CancellationToken cancellationToken)
        {
            var there = await sound.LoadVersionsAsync(name, [.. writes.Select(w => w.View.Stream)], cancellationToken);
            return await sound.SaveAsync(
                name, [.. writes.Select(w => w with { Loaded = there.GetValueOrDefault(w.View.Stream) })], cancellationToken);
        }
    }
}
