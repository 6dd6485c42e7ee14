using CqrsPrototype.EventSourcing.Messaging;
using CqrsPrototype.EventSourcing.Streams;
using CqrsPrototype.Tests.Simulation.Faults;
using CqrsPrototype.Tests.Simulation.Storage;

namespace CqrsPrototype.Tests.Simulation.Ports;

/// <summary>The broker as a relay sees it. Of a publication that fails, the first few messages may have arrived.</summary>
internal sealed class RemotePublisher(World world, Line line) : IEventPublisher
{
    public async ValueTask PublishAsync(IReadOnlyList<RecordedEvent> events, CancellationToken cancellationToken) =>
        await line.WriteAsync(
            "publish", events, fault => Publish(events, fault), _ => new BrokerUnavailableException("Not confirmed."), cancellationToken);

    private int Publish(IReadOnlyList<RecordedEvent> events, Fault fault)
    {
        IReadOnlyList<RecordedEvent> some = fault == Fault.Partial ? [.. events.Take(world.Chance.Next(events.Count))] : events;
        world.State.Queue.PublishAsync(some, CancellationToken.None).Now();
        world.Rules.Wire.Published(some);
        return some.Count;
    }
}
