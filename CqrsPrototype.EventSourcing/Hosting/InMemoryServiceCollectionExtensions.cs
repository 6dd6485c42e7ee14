using CqrsPrototype.EventSourcing.InMemory;
using CqrsPrototype.EventSourcing.Log;
using CqrsPrototype.EventSourcing.Messaging;
using CqrsPrototype.EventSourcing.Projections;
using CqrsPrototype.EventSourcing.Signals;
using CqrsPrototype.EventSourcing.Streams;
using CqrsPrototype.EventSourcing.Subscriptions;
using Microsoft.Extensions.DependencyInjection;

namespace CqrsPrototype.EventSourcing.Hosting;

/// <summary>Registers the stores that live in memory.</summary>
public static class InMemoryServiceCollectionExtensions
{
    /// <summary>Adds event store, log, views, checkpoints, stuck streams, parked messages, leases and secrets in the memory of this process.</summary>
    public static IServiceCollection AddInMemoryEventStore(this IServiceCollection services)
    {
        services.AddSingleton<EventSourcingSignals>();
        services.AddSingleton<InMemoryEventStore>();
        services.AddSingleton<IEventStore>(provider => provider.GetRequiredService<InMemoryEventStore>());
        services.AddSingleton<IEventLog>(provider => provider.GetRequiredService<InMemoryEventStore>());
        services.AddSingleton<InMemoryViewStore>();
        services.AddSingleton<IViewStore>(provider => provider.GetRequiredService<InMemoryViewStore>());
        services.AddSingleton<IViewReader>(provider => provider.GetRequiredService<InMemoryViewStore>());
        services.AddSingleton<ICheckpointStore, InMemoryCheckpointStore>();
        services.AddSingleton<IStuckStreams, InMemoryStuckStreams>();
        services.AddSingleton<IStoreSecrets, InMemoryStoreSecrets>();
        services.AddSingleton<IParkedMessages, InMemoryParkedMessages>();
        services.AddSingleton<ILeases, InMemoryLeases>();
        return services;
    }
}
