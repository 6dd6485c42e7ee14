using CqrsPrototype.EventSourcing.Messaging;
using CqrsPrototype.Tests.Contracts;

namespace CqrsPrototype.Tests.Rabbit;

public sealed class RabbitQueueContract : EventQueueContract
{
    protected override async ValueTask<IQueueFixture> CreateAsync()
    {
        var fixture = new Fixture(await VirtualHost.CreateAsync());
        await fixture.ReadyAsync();
        return fixture;
    }

    private sealed class Fixture(VirtualHost host) : IQueueFixture
    {
        private readonly Messaging _publishing = new(host.Connections());
        private Messaging _consuming = new(host.Connections());

        public IEventPublisher Publisher => _publishing.Publisher;

        public IEventConsumer Consumer => _consuming.Consumer;

        public async Task ReadyAsync()
        {
            await _publishing.ReadyAsync();
            await _consuming.ReadyAsync();
        }

        public async ValueTask LoseConsumerAsync()
        {
            await _consuming.DisposeAsync();
            _consuming = new Messaging(host.Connections());
            await _consuming.ReadyAsync();
        }

        public async ValueTask DisposeAsync()
        {
            await _publishing.DisposeAsync();
            await _consuming.DisposeAsync();
            await host.DisposeAsync();
        }
    }
}
