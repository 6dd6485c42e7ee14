using CqrsPrototype.EventSourcing.Hosting;
using CqrsPrototype.Mongo;
using CqrsPrototype.Rabbit;
using CqrsPrototype.Rabbit.Topology;
using CqrsPrototype.Sqlite;
using CqrsPrototype.Users.Domain;
using CqrsPrototype.Users.Projections;
using MongoDB.Driver;
using RabbitMQ.Client;

namespace CqrsPrototype.Standalone.Stores;

/// <summary>Where the process keeps its events and views, and what feeds the projection.</summary>
internal static class StoreExtensions
{
    /// <summary>Files, with the log in the broker's place; or MongoDB and RabbitMQ when the process is told where they are.</summary>
    public static IServiceCollection AddStores(this IServiceCollection services, StandaloneOptions options) =>
        options.Servers is { } servers ? services.AddServers(servers) : services.AddSqliteEventStore(options.Directory).AddLogFeeds();

    private static IServiceCollection AddServers(this IServiceCollection services, ServerOptions servers)
    {
        services.AddSingleton<IMongoClient>(new MongoClient(servers.MongoDB));
        services.AddSingleton<IConnectionFactory>(new ConnectionFactory { Uri = servers.RabbitMQ });
        return services
            .AddMongoEventStore(servers.MongoDB.DatabaseName)
            .AddSequencer()
            .AddRabbitMessaging(new ProjectionQueue(UserProjection.View, UserAggregate.Category))
            .AddRabbitSignals()
            .AddParkedMessageCollector()
            .AddRelay()
            .AddQueueFeeds();
    }
}
