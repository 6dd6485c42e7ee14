using MassTransit;

namespace CqrsPrototype.Peers;

/// <summary>MassTransit with publisher confirms, as its documentation sets it up.</summary>
internal sealed class MassTransitPeer(Uri broker) : IPeer
{
    public const string Name = "masstransit";

    private const string Queue = "peer-masstransit";
    private const int Prefetch = 1000;

    private IBusControl? _bus;

    public async Task<IAsyncDisposable> StartAsync(bool consume)
    {
        if (!consume)
        {
            // An endpoint leaves its queue and the binding behind when it stops, so that what is published next is kept.
            await (await StartAsync(Create(consume: true))).DisposeAsync();
        }

        return await StartAsync(Create(consume));
    }

    public Task PublishAsync() => _bus!.Publish(UserCreated.Example);

    private async Task<IAsyncDisposable> StartAsync(IBusControl bus)
    {
        _bus = bus;
        await bus.StartAsync();
        return new Running(bus);
    }

    private IBusControl Create(bool consume) => Bus.Factory.CreateUsingRabbitMq(bus =>
    {
        bus.Host(broker, host => host.PublisherConfirmation = true);
        if (consume)
        {
            bus.ReceiveEndpoint(Queue, endpoint =>
            {
                endpoint.SetQuorumQueue();
                endpoint.PrefetchCount = Prefetch;
                endpoint.Handler<UserCreated>(_ =>
                {
                    Arrivals.Add();
                    return Task.CompletedTask;
                });
            });
        }
    });

    private sealed class Running(IBusControl bus) : IAsyncDisposable
    {
        public async ValueTask DisposeAsync() => await bus.StopAsync();
    }
}
