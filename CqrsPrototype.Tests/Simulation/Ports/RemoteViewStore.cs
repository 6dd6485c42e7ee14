using CqrsPrototype.EventSourcing.Projections;
using CqrsPrototype.EventSourcing.Streams;
using CqrsPrototype.Tests.Simulation.Faults;
using CqrsPrototype.Tests.Simulation.Storage;

namespace CqrsPrototype.Tests.Simulation.Ports;

/// <summary>The views as a process sees them.</summary>
internal sealed class RemoteViewStore(World world, IViewStore store, Line line) : IViewStore
{
    public ValueTask<IReadOnlyDictionary<StreamId, StoredView>> LoadAsync(ViewName name, IReadOnlyList<StreamId> streams, CancellationToken cancellationToken) =>
        line.ReadAsync("load views", streams, () => store.LoadAsync(name, streams, CancellationToken.None).Now(), _ => Unavailable(), cancellationToken);

    public ValueTask<IReadOnlyDictionary<StreamId, StreamVersion>> LoadVersionsAsync(
        ViewName name, IReadOnlyList<StreamId> streams, CancellationToken cancellationToken) => line.ReadAsync(
        "load versions", streams, () => store.LoadVersionsAsync(name, streams, CancellationToken.None).Now(), _ => Unavailable(), cancellationToken);

    public ValueTask<bool> SaveAsync(ViewName name, IReadOnlyList<ViewWrite> writes, CancellationToken cancellationToken) =>
        line.WriteAsync("save views", writes, fault => Save(name, writes, fault), _ => Unavailable(), cancellationToken);

    private bool Save(ViewName name, IReadOnlyList<ViewWrite> writes, Fault fault)
    {
        IReadOnlyList<ViewWrite> some = fault == Fault.Partial ? [.. writes.Where(_ => world.Chance.OneIn(2))] : writes;
        var all = store.SaveAsync(name, some, CancellationToken.None).Now();
        world.Rules.Views.Look(some.Select(w => w.View.Stream));
        return all;
    }

    private static EventStoreUnavailableException Unavailable() => new("The views do not answer.");
}
