using CqrsPrototype.EventSourcing.InMemory;
using CqrsPrototype.EventSourcing.Messaging;

namespace CqrsPrototype.Tests.Contracts;

/// <summary>The in-memory queue with one promise broken.</summary>
internal abstract class BrokenQueue : IQueueFixture, IEventConsumer
{
    private readonly InMemoryQueue _sound = new(TimeProvider.System);

    public IEventPublisher Publisher => _sound;

    public IEventConsumer Consumer => this;

    protected IEventConsumer Sound => _sound;

    public abstract ValueTask<Delivery> ReceiveAsync(int maxMessages, CancellationToken cancellationToken);

    public ValueTask LoseConsumerAsync()
    {
        _sound.Redeliver();
        return default;
    }

    public ValueTask DisposeAsync() => default;

    /// <summary>Takes messages from the queue as soon as they are delivered.</summary>
    public sealed class AcknowledgesAtOnce : BrokenQueue
    {
        public override async ValueTask<Delivery> ReceiveAsync(int maxMessages, CancellationToken cancellationToken)
        {
            var delivery = await Sound.ReceiveAsync(maxMessages, cancellationToken);
            await delivery.AcknowledgeAsync(cancellationToken);
            return delivery;
        }
    }

    /// <summary>Does not tell the queue what was acknowledged.</summary>
    public sealed class NeverAcknowledges : BrokenQueue
    {
        public override async ValueTask<Delivery> ReceiveAsync(int maxMessages, CancellationToken cancellationToken) =>
            new((await Sound.ReceiveAsync(maxMessages, cancellationToken)).Events, _ => default);
    }

    /// <summary>Delivers the last one first.</summary>
    public sealed class Reorders : BrokenQueue
    {
        public override async ValueTask<Delivery> ReceiveAsync(int maxMessages, CancellationToken cancellationToken)
        {
            var delivery = await Sound.ReceiveAsync(maxMessages, cancellationToken);
            return new Delivery([.. delivery.Events.Reverse()], delivery.AcknowledgeAsync);
        }
    }

    /// <summary>Gives whatever there is.</summary>
    public sealed class GivesMore : BrokenQueue
    {
        public override ValueTask<Delivery> ReceiveAsync(int maxMessages, CancellationToken cancellationToken) => Sound.ReceiveAsync(1000, cancellationToken);
    }
}
