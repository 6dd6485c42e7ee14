using CqrsPrototype.EventSourcing.Messaging;

namespace CqrsPrototype.Tests.Contracts;

/// <summary>A broker with an empty queue.</summary>
public interface IQueueFixture : IAsyncDisposable
{
    IEventPublisher Publisher { get; }

    IEventConsumer Consumer { get; }

    /// <summary>Takes the connection from the consumer, as when its process is killed; what it had not acknowledged comes again.</summary>
    ValueTask LoseConsumerAsync();
}
