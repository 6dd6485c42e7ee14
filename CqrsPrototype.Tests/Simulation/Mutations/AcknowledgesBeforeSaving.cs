using CqrsPrototype.EventSourcing.Messaging;

namespace CqrsPrototype.Tests.Simulation.Mutations;

/// <summary>Acknowledges what it has taken, then hands it on.</summary>
internal sealed class AcknowledgesBeforeSaving : Mutation
{
    public override IEventConsumer Consumer(IEventConsumer sound) => new Hasty(sound);

    private sealed class Hasty(IEventConsumer sound) : IEventConsumer
    {
        public async ValueTask<Delivery> ReceiveAsync(int maxMessages, CancellationToken cancellationToken)
        {
            var delivery = await sound.ReceiveAsync(maxMessages, cancellationToken);
            await delivery.AcknowledgeAsync(cancellationToken);
            return new Delivery(delivery.Events, _ => ValueTask.CompletedTask);
        }
    }
}
