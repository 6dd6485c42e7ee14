using CqrsPrototype.AppHost.Running;

namespace CqrsPrototype.AppHost.Servers;

/// <summary>MongoDB.</summary>
internal static class DatabaseExtensions
{
    /// <summary>Adds a standalone server on its usual port, which is all that is needed, and the database on it.</summary>
    public static IResourceBuilder<MongoDBDatabaseResource> AddDatabase(this IDistributedApplicationBuilder builder, Switches switches)
    {
        var server = builder.AddMongoDB("mongo", 27017)
            .PublishAsDockerComposeService((_, service) => service.Restart = "unless-stopped");
        if (switches.Volumes is not "")
        {
            server.WithDataVolume($"{switches.Volumes}-mongo");
        }

        return server.AddDatabase("mongodb", databaseName: "cqrs");
    }
}
