using CqrsPrototype.EventSourcing.Messaging;
using CqrsPrototype.EventSourcing.Streams;

namespace CqrsPrototype.Tests.Contracts;

/// <summary>A queue that takes everything and has nothing to give: whatever passes against it proves nothing.</summary>
internal sealed class NothingQueue : IQueueFixture, IEventPublisher, IEventConsumer
{
    public IEventPublisher Publisher => this;

    public IEventConsumer Consumer => this;

    public ValueTask PublishAsync(IReadOnlyList<RecordedEvent> events, CancellationToken cancellationToken) => default;

    public ValueTask<Delivery> ReceiveAsync(int maxMessages, CancellationToken cancellationToken) => throw new NotSupportedException();

    public ValueTask LoseConsumerAsync() => default;

    public ValueTask DisposeAsync() => default;
}
