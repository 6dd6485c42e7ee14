using CqrsPrototype.AppHost.Running;

namespace CqrsPrototype.AppHost.Servers;

/// <summary>RabbitMQ.</summary>
internal static class BrokerExtensions
{
    /// <summary>Where RabbitMQ's plugin tells of itself, as Prometheus in the same network sees it.</summary>
    public const string Metrics = "messaging:15692";

    /// <summary>Adds it on its usual ports, with its management, at the version that this Aspire pins.</summary>
    public static IResourceBuilder<RabbitMQServerResource> AddBroker(this IDistributedApplicationBuilder builder, Switches switches)
    {
        var broker = builder.AddRabbitMQ("messaging", port: 5672)
            .WithManagementPlugin(port: 15672)
            .WithUrlForEndpoint("management", url => url.DisplayText = "RabbitMQ")
            .WithPoisonCommand()
            .PublishAsDockerComposeService((_, service) =>
            {
                // A node is its data and its host name.
                service.Hostname = "messaging";
                service.Restart = "unless-stopped";
            });
        return switches.Volumes is "" ? broker : broker.WithDataVolume($"{switches.Volumes}-messaging");
    }
}
