using CqrsPrototype.EventSourcing.InMemory;
using CqrsPrototype.EventSourcing.Log;
using CqrsPrototype.EventSourcing.Signals;
using CqrsPrototype.EventSourcing.Streams;
using CqrsPrototype.EventSourcing.Subscriptions;
using CqrsPrototype.Tests.EventSourcing.Sequencing;
using CqrsPrototype.Tests.Simulation.Mutations;

namespace CqrsPrototype.Tests.Simulation.Storage;

/// <summary>What outlives every process: stores and broker.</summary>
internal sealed class DurableState
{
    public DurableState(Deployment deployment, EventSourcingSignals signals, TimeProvider time, Mutation mutation, bool canCrash)
    {
        Queue = new InMemoryQueue(time);
        if (deployment == Deployment.Embedded)
        {
            var store = new InMemoryEventStore(signals);
            (Events, Log) = (mutation.Events(store), store);
        }
        else
        {
            Slots = new SequencedStore(canCrash);
            var store = new SequencedEventStore(Slots);
            (Events, Log) = (mutation.Events(store), store);
        }
    }

    public IEventStore Events { get; }

    public IEventLog Log { get; }

    /// <summary>What sequencers work on; <see langword="null"/> where there are none.</summary>
    public SequencedStore? Slots { get; }

    public InMemoryViewStore Views { get; } = new();

    public InMemoryStuckStreams Stuck { get; } = new();

    /// <summary>Is replaced when an operator deletes the checkpoints.</summary>
    public ICheckpointStore Checkpoints { get; set; } = new InMemoryCheckpointStore();

    public InMemoryLeases Leases { get; } = new();

    public InMemoryQueue Queue { get; }
}
