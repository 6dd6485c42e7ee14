using System.Diagnostics;
using CqrsPrototype.EventSourcing.Messaging;
using CqrsPrototype.EventSourcing.Projections;

namespace CqrsPrototype.Tests.Operations;

/// <summary>A broker, as far as the operations API has to do with one.</summary>
internal sealed class FakeBroker : IParkedMessageReplay, IEventConsumers
{
    public List<string> Replayed { get; } = [];

    public bool IsAway { get; set; }

    public ValueTask ReplayAsync(ParkedMessage message, CancellationToken cancellationToken)
    {
        if (IsAway)
        {
            throw new BrokerUnavailableException("The broker is away.");
        }

        Replayed.Add(message.Id);
        return ValueTask.CompletedTask;
    }

    public IEventConsumer Of(ViewName view) => throw new UnreachableException("Nothing consumes in these tests.");
}
