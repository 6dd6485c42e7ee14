using DotNet.Testcontainers.Builders;
using DotNet.Testcontainers.Containers;
using Testcontainers.MongoDb;
using Testcontainers.RabbitMq;

namespace CqrsPrototype.Tests.Support;

/// <summary>Starts servers in containers; the engine removes them when this process has ended.</summary>
internal static class Containers
{
    private const int ManagementPort = 15672;

    // The first time, the image is loaded.
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(5);

    /// <returns><see langword="null"/> where there is no Docker engine.</returns>
    public static FoundServer? StartMongoDb() => Start(
        () => new MongoDbBuilder("mongo:8").Build(), container => new FoundServer(container.GetConnectionString()));

    /// <returns><see langword="null"/> where there is no Docker engine.</returns>
    public static FoundServer? StartRabbitMq() => Start(
        () => new RabbitMqBuilder("rabbitmq:4-management").WithPortBinding(ManagementPort, assignRandomHostPort: true).Build(),
        container => new FoundServer(container.GetConnectionString(), container.GetMappedPublicPort(ManagementPort)));

    // Tests ask for a server where they cannot await, and all wait for the same one.
    private static FoundServer? Start<TContainer>(Func<TContainer> build, Func<TContainer, FoundServer> describe)
        where TContainer : IContainer
    {
        try
        {
            var container = build();
            using var limit = new CancellationTokenSource(Limit);
            container.StartAsync(limit.Token).GetAwaiter().GetResult();
            return describe(container);
        }
        catch (DockerUnavailableException)
        {
            return null;
        }
    }
}
