using CqrsPrototype.EventSourcing.InMemory;
using CqrsPrototype.EventSourcing.Messaging;
using CqrsPrototype.EventSourcing.Projections;
using CqrsPrototype.Rabbit;
using CqrsPrototype.Rabbit.Topology;
using CqrsPrototype.Tests.Support;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;
using RabbitMQ.Client;

namespace CqrsPrototype.Tests.Rabbit;

/// <summary>Messaging as one process registers it.</summary>
internal sealed class Messaging : IAsyncDisposable
{
    private readonly ServiceProvider _services;
    private bool _isDisposed;

    public Messaging(IConnectionFactory connections, Action<IServiceCollection>? more = null)
    {
        var services = new ServiceCollection();
        services.AddLogging();
        services.AddSingleton(connections);
        services.AddSingleton<IParkedMessages, InMemoryParkedMessages>();
        services.AddRabbitMessaging(Things);
        more?.Invoke(services);
        _services = services.BuildServiceProvider();
    }

    /// <summary>The queue of a projection of the category <c>thing</c>.</summary>
    public static ProjectionQueue Things { get; } = new(new ViewName("things", 1), "thing");

    public IEventPublisher Publisher => Get<IEventPublisher>();

    public IEventConsumer Consumer => Get<IEventConsumers>().Of(Things.View);

    public IParkedMessages Parked => Get<IParkedMessages>();

    /// <summary>What the health check <c>rabbitmq</c> says.</summary>
    public async Task<HealthReportEntry> HealthAsync() => (await Get<HealthCheckService>().CheckHealthAsync()).Entries["rabbitmq"];

    public T Get<T>()
        where T : notnull => _services.GetRequiredService<T>();

    /// <summary>Waits until the connections stand and the queues are there. A broker that has much else to do may need longer than a caller waits.</summary>
    public async Task ReadyAsync()
    {
        await Eventually.Until("the connections stand", async () => (await HealthAsync()).Status == HealthStatus.Healthy);
        await Eventually.Until("the queues are there", async () =>
        {
            try
            {
                await Publisher.PublishAsync([], TestContext.Current.CancellationToken);
                return true;
            }
            catch (BrokerUnavailableException)
            {
                return false;
            }
        });
    }

    /// <summary>Starts what runs in the background.</summary>
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        foreach (var service in _services.GetServices<IHostedService>())
        {
            await service.StartAsync(cancellationToken);
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (_isDisposed)
        {
            return;
        }

        _isDisposed = true;
        foreach (var service in _services.GetServices<IHostedService>())
        {
            await service.StopAsync(CancellationToken.None);
        }

        await _services.DisposeAsync();
    }
}
