using CqrsPrototype.AppHost.Running;

namespace CqrsPrototype.AppHost.Services;

/// <summary>The services of this repository.</summary>
internal static class ServiceExtensions
{
    /// <summary>
    /// Adds a service at a port of its own; it is healthy when it says so. Nothing stands before it that says truly who calls, so nobody is believed:
    /// the gateway limits clients by their addresses.
    /// </summary>
    public static IResourceBuilder<ProjectResource> AddService<TProject>(this IDistributedApplicationBuilder builder, string name, int port, Switches switches)
        where TProject : IProjectMetadata, new() => builder.AddProject<TProject>(name)
            .WithHttpEndpoint(port: port, name: "http")
            .WithHttpHealthCheck("/health", endpointName: "http")
            .DisableForwardedHeaders()
            .WithReplicas(switches.Replicas(name))
            .PublishAsDockerComposeService((_, service) => service.Restart = "unless-stopped");

    /// <summary>Gives it the connection strings of both servers. It would wait for them by itself; so it is not shown as ill meanwhile.</summary>
    public static IResourceBuilder<ProjectResource> WithServers(
        this IResourceBuilder<ProjectResource> service, IResourceBuilder<RabbitMQServerResource> broker, IResourceBuilder<MongoDBDatabaseResource> database) =>
        service.WithReference(broker).WithReference(database).WaitFor(broker).WaitFor(database);

    /// <summary>Links to its documentation.</summary>
    public static IResourceBuilder<ProjectResource> WithDocumentation(this IResourceBuilder<ProjectResource> service) =>
        service.WithUrlForEndpoint("http", (EndpointReference _) => new ResourceUrlAnnotation { Url = "/scalar", DisplayText = "Scalar" });

    /// <summary>Links to its page for people.</summary>
    public static IResourceBuilder<ProjectResource> WithConsole(this IResourceBuilder<ProjectResource> service) =>
        service.WithUrlForEndpoint("http", url => url.DisplayText = "Console");
}
