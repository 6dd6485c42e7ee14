using CqrsPrototype.EventSourcing.InMemory;
using CqrsPrototype.EventSourcing.Messaging;
using CqrsPrototype.Tests.Contracts;

namespace CqrsPrototype.Tests.InMemory;

public sealed class InMemoryQueueContract : EventQueueContract
{
    protected override ValueTask<IQueueFixture> CreateAsync() => new(new Fixture());

    private sealed class Fixture : IQueueFixture
    {
        private readonly InMemoryQueue _queue = new(TimeProvider.System);

        public IEventPublisher Publisher => _queue;

        public IEventConsumer Consumer => _queue;

        public ValueTask LoseConsumerAsync()
        {
            _queue.Redeliver();
            return default;
        }

        public ValueTask DisposeAsync() => default;
    }
}
