using CqrsPrototype.EventSourcing.Log;
using CqrsPrototype.EventSourcing.Log.Sequencing;
using CqrsPrototype.EventSourcing.Messaging;
using CqrsPrototype.EventSourcing.Projections;
using CqrsPrototype.EventSourcing.Signals;
using CqrsPrototype.EventSourcing.Streams;
using CqrsPrototype.EventSourcing.Subscriptions;
using CqrsPrototype.Mongo.Connecting;
using CqrsPrototype.Mongo.Log;
using CqrsPrototype.Mongo.Streams;
using CqrsPrototype.Mongo.Subscriptions;
using CqrsPrototype.Mongo.Views;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using MongoDB.Driver;

namespace CqrsPrototype.Mongo;

/// <summary>Registers the stores on MongoDB. The host registers the <see cref="IMongoClient"/>.</summary>
public static class MongoServiceCollectionExtensions
{
    /// <summary>The database where nothing names another.</summary>
    public const string DefaultDatabase = "cqrs";

    /// <summary>Adds event store, log, views, checkpoints, stuck streams, leases, parked messages and secrets in one database.</summary>
    /// <remarks>
    /// The first call connects, makes the indexes and looks at the schema's version; while the server is away each call throws
    /// <see cref="EventStoreUnavailableException"/>, and the next one tries again. Commits get into the log only where
    /// some process runs <see cref="AddSequencer"/>.
    /// </remarks>
    /// <param name="services">The services of the host.</param>
    /// <param name="database">
    /// The name of the database; without one, that of the host's <see cref="IMongoDatabase"/>, which is there when its connection string names
    /// one, else <see cref="DefaultDatabase"/>.
    /// </param>
    public static IServiceCollection AddMongoEventStore(this IServiceCollection services, string? database = null)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton<EventSourcingSignals>();
        services.AddSingleton(provider => new MongoStoreOptions(
            database ?? provider.GetService<IMongoDatabase>()?.DatabaseNamespace.DatabaseName ?? DefaultDatabase));
        services.AddSingleton<Availability>();
        services.AddSingleton<MongoStore>();
        services.AddSingleton<StreamEnds>();
        services.AddSingleton<AcknowledgedCommits>();
        services.AddSingleton<StreamBeginnings>();
        services.AddSingleton<ReadBack>();
        services.AddSingleton<AppendStep>();
        services.AddSingleton<AppendWriter>();
        services.AddSingleton<IEventStore, MongoEventStore>();
        services.AddSingleton<RecentPages>();
        services.AddSingleton<IEventLog, MongoEventLog>();
        services.AddSingleton<ISequencerStore, MongoSequencerStore>();
        services.AddSingleton<MongoViewStore>();
        services.AddSingleton<IViewStore>(provider => provider.GetRequiredService<MongoViewStore>());
        services.AddSingleton<IViewReader>(provider => provider.GetRequiredService<MongoViewStore>());
        services.AddSingleton<ICheckpointStore, MongoCheckpointStore>();
        services.AddSingleton<IStuckStreams, MongoStuckStreams>();
        services.AddSingleton<IStoreSecrets, MongoStoreSecrets>();
        services.AddSingleton<ILeases, MongoLeases>();
        services.AddSingleton<IParkedMessages, MongoParkedMessages>();
        services.AddHealthChecks().AddCheck<MongoHealthCheck>("mongodb");
        return services;
    }

    /// <summary>Runs a sequencer in this process. It is safe in any number of processes; where none runs, the log stands still.</summary>
    /// <param name="services">The services of the host.</param>
    /// <param name="isStandby">
    /// This process appends nothing: it leaves the lease to those that do, and looks every 2 s for what one of them has left behind.
    /// </param>
    public static IServiceCollection AddSequencer(this IServiceCollection services, bool isStandby = false)
    {
        services.AddSingleton<Sequencer>();
        services.AddHostedService(provider => ActivatorUtilities.CreateInstance<SequencerService>(provider, isStandby));
        return services;
    }
}
