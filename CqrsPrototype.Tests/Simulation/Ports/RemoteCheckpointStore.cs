using CqrsPrototype.EventSourcing.Log;
using CqrsPrototype.EventSourcing.Streams;
using CqrsPrototype.EventSourcing.Subscriptions;
using CqrsPrototype.Tests.Simulation.Storage;

namespace CqrsPrototype.Tests.Simulation.Ports;

/// <summary>The checkpoints as a process sees them.</summary>
internal sealed class RemoteCheckpointStore(World world, Line line) : ICheckpointStore
{
    private ICheckpointStore Store => world.State.Checkpoints;

    public ValueTask<GlobalPosition> ReadAsync(string subscription, CancellationToken cancellationToken) => line.ReadAsync(
        "read checkpoint", subscription, () => Store.ReadAsync(subscription, CancellationToken.None).Now(), _ => Unavailable(), cancellationToken);

    public async ValueTask AdvanceAsync(string subscription, GlobalPosition position, CancellationToken cancellationToken) => await line.WriteAsync(
        "advance", (subscription, position), _ => Advance(subscription, position), _ => Unavailable(), cancellationToken);

    private GlobalPosition Advance(string subscription, GlobalPosition position)
    {
        Store.AdvanceAsync(subscription, position, CancellationToken.None).Now();
        world.Rules.Checkpoints.Advanced(subscription, position);
        return position;
    }

    private static EventStoreUnavailableException Unavailable() => new("The checkpoints do not answer.");
}
