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
            builder.Services.AddSingleton<IConnectionFactory>(_ => new ConnectionFactory { Uri = new Uri(Required(settings.ConnectionString, connectionName)) });
        }

        /// <summary>Registers an <see cref="IMongoClient"/> for the connection string of that name.</summary>
        public static void AddMongoDBClient(this IHostApplicationBuilder builder, string connectionName, Action<MongoDBSettings>? configureSettings = null)
        {
            var settings = new MongoDBSettings { ConnectionString = builder.Configuration.GetConnectionString(connectionName) };
            configureSettings?.Invoke(settings);
            builder.Services.AddSingleton<IMongoClient>(_ => new MongoClient(Required(settings.ConnectionString, connectionName)));
        }

        private static string Required(string? connectionString, string name) => !string.IsNullOrWhiteSpace(connectionString)
            ? connectionString
            : throw new InvalidOperationException($"ConnectionStrings__{name} is missing: set it to the address of the server.");
    }
}
