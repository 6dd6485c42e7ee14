using CqrsPrototype.EventSourcing.Log.Sequencing;
using CqrsPrototype.EventSourcing.Messaging;
using CqrsPrototype.EventSourcing.Projections;
using CqrsPrototype.EventSourcing.Streams;
using CqrsPrototype.EventSourcing.Subscriptions;

namespace CqrsPrototype.Tests.Simulation.Mutations;

/// <summary>What is broken on purpose, to see that it is found; this one breaks nothing.</summary>
internal class Mutation
{
    public static Mutation None { get; } = new();

    public virtual IEventStore Events(IEventStore sound) => sound;

    public virtual IViewStore Views(IViewStore sound) => sound;

    public virtual ILogHandler Relay(ILogHandler sound) => sound;

    public virtual IEventConsumer Consumer(IEventConsumer sound) => sound;

    public virtual ISequencerStore Steps(ISequencerStore sound) => sound;
}
