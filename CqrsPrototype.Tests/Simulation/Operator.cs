using CqrsPrototype.EventSourcing.InMemory;
using CqrsPrototype.EventSourcing.Messaging;
using CqrsPrototype.EventSourcing.Streams;
using CqrsPrototype.Tests.SecondAggregate;
using CqrsPrototype.Tests.Simulation.Faults;
using CqrsPrototype.Tests.Simulation.Processes;
using CqrsPrototype.Tests.Simulation.Storage;

namespace CqrsPrototype.Tests.Simulation;

/// <summary>What a person may do to the whole.</summary>
internal sealed class Operator(World world)
{
    /// <summary>No stream gets so long in a simulation.</summary>
    public const long Ghostly = 1000;

    public void DeleteCheckpoints()
    {
        world.History.Note("operator", "deletes the checkpoints");
        world.State.Checkpoints = new InMemoryCheckpointStore();
    }

    public void PurgeQueue()
    {
        world.History.Note("operator", "purges the queue");
        while (TryTake() is { } taken)
        {
            taken.AcknowledgeAsync(CancellationToken.None).Now();
        }
    }

    /// <summary>Puts a message into the queue whose stream is not that long, or not there at all.</summary>
    public void Forge()
    {
        var stream = world.Chance.Pick([.. World.Streams, StreamId.Of(Accounts.Category, "nobody")]);
        var ghost = new RecordedEvent(
            stream, new StreamVersion(Ghostly + world.Chance.Next(1000)), Accounts.Events.Serialize(new AccountEvent.Deposited(1), Guid.NewGuid()),
            world.Time.GetUtcNow(), new EventMetadata(null, null, null), null);
        world.History.Note("somebody", "forges a message", $"{ghost.Stream}/{ghost.Version}");
        world.Forged.Add(ghost.Event.Id);
        world.State.Queue.PublishAsync([ghost], CancellationToken.None).Now();
    }

    /// <summary>Tries all stuck streams again; a store that does not answer is left for later.</summary>
    public async Task RetryStuckAsync(SimulatedProcess process)
    {
        world.History.Note("operator", $"retries on {process.Name} what is stuck");
        try
        {
            foreach (var stuck in world.State.Stuck.ListAsync(FallibleProjection.View, null, 1000, CancellationToken.None).Now())
            {
                await process.Updater.RetryAsync(stuck.Stream, CancellationToken.None);
            }
        }
        catch (EventStoreUnavailableException exception)
        {
            world.History.Note("operator", "gives up", exception);
        }
    }

    private Delivery? TryTake()
    {
        var taken = world.State.Queue.ReceiveAsync(1000, new CancellationToken(canceled: true)).AsTask();
        return taken.IsCompletedSuccessfully ? taken.Result : null;
    }
}
