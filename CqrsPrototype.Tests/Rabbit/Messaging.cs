using CqrsPrototype.EventSourcing.InMemory;
using CqrsPrototype.EventSourcing.Messaging;
using CqrsPrototype.EventSourcing.Projections;
using CqrsPrototype.Rabbit;
using CqrsPrototype.Rabbit.Topology;
using Microsoft.Extensions.DependencyInjection;
using RabbitMQ.Client;

namespace CqrsPrototype.Tests.Rabbit;

/// <summary>Messaging as one process registers it.</summary>
internal sealed class Messaging : IAsyncDisposable
{
    private readonly ServiceProvider _services;

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

    public T Get<T>()
        where T : notnull => _services.GetRequiredService<T>();

    public ValueTask DisposeAsync() => _services.DisposeAsync();
}
