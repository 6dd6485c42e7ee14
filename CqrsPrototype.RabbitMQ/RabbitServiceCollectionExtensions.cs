using CqrsPrototype.EventSourcing.Messaging;
using CqrsPrototype.EventSourcing.Signals;
using CqrsPrototype.Rabbit.Connecting;
using CqrsPrototype.Rabbit.Consuming;
using CqrsPrototype.Rabbit.Parking;
using CqrsPrototype.Rabbit.Publishing;
using CqrsPrototype.Rabbit.Signals;
using CqrsPrototype.Rabbit.Topology;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using RabbitMQ.Client;

namespace CqrsPrototype.Rabbit;

/// <summary>Registers messaging on RabbitMQ. The host registers the <see cref="IConnectionFactory"/>.</summary>
public static class RabbitServiceCollectionExtensions
{
    /// <summary>Adds publisher, consumers, replay of parked messages and the health check <c>rabbitmq</c>.</summary>
    /// <remarks>
    /// Nothing connects before it is used, and nothing waits for the broker at start. Consumers need an <see cref="IParkedMessages"/>.
    /// The setting <c>Messaging:PublishWindow</c> says how many messages may be unconfirmed at once: 1 to 1000, default 128.
    /// </remarks>
    /// <param name="services">The services of the host.</param>
    /// <param name="queues">The queues that events must reach. A process that publishes names them too, and so declares them.</param>
    public static IServiceCollection AddRabbitMessaging(this IServiceCollection services, params IReadOnlyList<ProjectionQueue> queues)
    {
        services.AddRabbitConnections();
        services.AddSingleton(provider => RabbitMessagingOptions.From(provider.GetService<IConfiguration>()));
        services.AddSingleton(new RabbitTopology(queues));
        services.AddSingleton<IEventPublisher, RabbitEventPublisher>();
        services.AddSingleton<IEventConsumers, RabbitEventConsumers>();
        services.AddSingleton<IParkedMessageReplay, RabbitParkedMessageReplay>();
        return services;
    }

    /// <summary>Tells other processes what is raised on this one's <see cref="EventSourcingSignals"/>, and hears what they raise, so that nobody waits for a poll.</summary>
    /// <remarks>While the broker is away nothing is told, and everybody polls. Adds the health check <c>rabbitmq</c> too.</remarks>
    public static IServiceCollection AddRabbitSignals(this IServiceCollection services)
    {
        services.AddRabbitConnections();
        services.TryAddSingleton<EventSourcingSignals>();
        return services.AddHostedService<SignalBridge>();
    }

    /// <summary>Moves what the broker gives up on from the dead-letter queues to <see cref="IParkedMessages"/>.</summary>
    public static IServiceCollection AddParkedMessageCollector(this IServiceCollection services) => services.AddHostedService<ParkedMessageCollector>();

    private static void AddRabbitConnections(this IServiceCollection services)
    {
        if (services.Any(service => service.ServiceType == typeof(RabbitConnections)))
        {
            return;
        }

        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton<RabbitConnections>();
        services.AddSingleton<PublishingHealth>();
        services.AddHealthChecks().AddCheck<RabbitHealthCheck>("rabbitmq");
    }
}
