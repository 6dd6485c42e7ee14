using CqrsPrototype.EventSourcing.Streams;
using CqrsPrototype.Tests.Contracts;

namespace CqrsPrototype.Tests.Simulation.Mutations;

/// <summary>An event store that breaks one of its promises, as the contract suites know them.</summary>
internal sealed class StoreMutation<TBroken> : Mutation
    where TBroken : BrokenStore, new()
{
    public override IEventStore Events(IEventStore sound) => BrokenStore.Around<TBroken>(sound);
}
