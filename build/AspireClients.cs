// Stands in for Aspire.RabbitMQ.Client and Aspire.MongoDB.Driver when the build says AspirePackages=false: the same calls, with the
// settings that the services use. Both register a client for a connection string; neither connects.
using Aspire.MongoDB.Driver;
using Aspire.RabbitMQ.Client;
using MongoDB.Driver;
using RabbitMQ.Client;

namespace Aspire.RabbitMQ.Client
{
    /// <summary>The settings of the stand-in.</summary>
    internal sealed class RabbitMQClientSettings
    {
        /// <summary>Where the broker is, as an AMQP URI.</summary>
        public string? ConnectionString { get; set; }

        /// <summary>Without effect here: the stand-in adds no health checks.</summary>
        public bool DisableHealthChecks { get; set; }

        /// <summary>Without effect here: the stand-in traces nothing. The service defaults do, for everybody.</summary>
        public bool DisableTracing { get; set; }
    }
}

namespace Aspire.MongoDB.Driver
{
    /// <summary>The settings of the stand-in.</summary>
    internal sealed class MongoDBSettings
    {
        /// <summary>Where the server is, as a MongoDB URI.</summary>
        public string? ConnectionString { get; set; }

        /// <summary>Without effect here: the stand-in adds no health checks.</summary>
        public bool DisableHealthChecks { get; set; }

        /// <summary>Without effect here: the stand-in traces nothing. The service defaults do, for everybody.</summary>
        public bool DisableTracing { get; set; }
    }
}

namespace Microsoft.Extensions.Hosting
{
    /// <summary>Registers the clients.</summary>
    internal static class AspireClients
    {
        /// <summary>Registers an <see cref="IConnectionFactory"/> for the connection string of that name.</summary>
        public static void AddRabbitMQClient(
            this IHostApplicationBuilder builder, string connectionName, Action<RabbitMQClientSettings>? configureSettings = null)
        {
            var settings = new RabbitMQClientSettings { ConnectionString = builder.Configuration.GetConnectionString(connectionName) };
            configureSettings?.Invoke(settings);
            builder.Services.AddSingleton<IConnectionFactory>(_ => new ConnectionFactory { Uri = new Uri(settings.ConnectionString!) });
        }

        /// <summary>Registers an <see cref="IMongoClient"/> for the connection string of that name, and an <see cref="IMongoDatabase"/> if it names one.</summary>
        public static void AddMongoDBClient(this IHostApplicationBuilder builder, string connectionName, Action<MongoDBSettings>? configureSettings = null)
        {
            var settings = new MongoDBSettings { ConnectionString = builder.Configuration.GetConnectionString(connectionName) };
            configureSettings?.Invoke(settings);
            builder.Services.AddSingleton<IMongoClient>(_ => new MongoClient(settings.ConnectionString));
            if (MongoUrl.Create(settings.ConnectionString).DatabaseName is { } database)
            {
                builder.Services.AddSingleton(provider => provider.GetRequiredService<IMongoClient>().GetDatabase(database));
            }
        }
    }
}
