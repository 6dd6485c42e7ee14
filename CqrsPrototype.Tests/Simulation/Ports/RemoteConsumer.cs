using CqrsPrototype.EventSourcing.Messaging;
using CqrsPrototype.EventSourcing.Streams;
using CqrsPrototype.Tests.Simulation.Faults;
using CqrsPrototype.Tests.Simulation.Processes;
using CqrsPrototype.Tests.Simulation.Storage;

namespace CqrsPrototype.Tests.Simulation.Ports;

/// <summary>The queue as a process sees it: messages come doubled and in another order, and those that are not acknowledged come again.</summary>
internal sealed class RemoteConsumer(World world, SimulatedProcess process, Line line) : IEventConsumer
{
    public async ValueTask<Delivery> ReceiveAsync(int maxMessages, CancellationToken cancellationToken)
    {
        await line.ReadAsync("consume", null, () => 0, _ => Unavailable(), cancellationToken);
        var delivery = await TakeAsync(world.Chance.Next(1, 20), cancellationToken);
        await process.Living;
        if (world.Faults.Next(process.Name, "deliver", isWrite: false) != Fault.None)
        {
            world.RedeliverLater();
            throw Unavailable();
        }

        var events = Disorder(delivery.Events);
        world.History.Note(process.Name, "receives", events);
        return new Delivery(events, token => AcknowledgeAsync(delivery, token));
    }

    private async Task<Delivery> TakeAsync(int maxMessages, CancellationToken cancellationToken)
    {
        using var either = CancellationTokenSource.CreateLinkedTokenSource(process.Death, cancellationToken);
        try
        {
            return await world.State.Queue.ReceiveAsync(maxMessages, either.Token);
        }
        catch (OperationCanceledException) when (process.Death.IsCancellationRequested)
        {
            await process.Living;
            throw;
        }
    }

    private List<RecordedEvent> Disorder(IReadOnlyList<RecordedEvent> delivered)
    {
        var events = delivered.ToArray();
        if (world.Chance.OneIn(3))
        {
            world.Chance.Shuffle(events);
        }

        return [.. events.SelectMany(e => Enumerable.Repeat(e, world.Chance.OneIn(10) ? 2 : 1))];
    }

    private async ValueTask AcknowledgeAsync(Delivery delivery, CancellationToken cancellationToken)
    {
        try
        {
            await line.WriteAsync("acknowledge", delivery.Events, _ => Acknowledge(delivery), _ => Unavailable(), cancellationToken);
        }
        catch (BrokerUnavailableException)
        {
            world.RedeliverLater();
            throw;
        }
    }

    private int Acknowledge(Delivery delivery)
    {
        delivery.AcknowledgeAsync(CancellationToken.None).Now();
        world.Rules.Checkpoints.Acknowledged(delivery.Events);
        return delivery.Events.Count;
    }

    private static BrokerUnavailableException Unavailable() => new("The connection is lost.");
}
