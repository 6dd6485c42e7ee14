using CqrsPrototype.EventSourcing.InMemory;
using CqrsPrototype.EventSourcing.Messaging;
using CqrsPrototype.Tests.Contracts;

namespace CqrsPrototype.Tests.InMemory;

public sealed class InMemoryParkedMessagesContract : ParkedMessagesContract
{
    protected override ValueTask<IParkedMessages> CreateAsync() => new(new InMemoryParkedMessages());
}
