using Microsoft.Extensions.Configuration;

namespace CqrsPrototype.AppHost.Running;

/// <summary>What of it is started.</summary>
/// <param name="Monitoring">Prometheus and Grafana; setting <c>Monitoring</c>, default true.</param>
/// <param name="Volumes">The servers keep their data when they are stopped; setting <c>Volumes</c>, default true.</param>
/// <param name="Replicas">How many of each service; setting <c>Replicas__NAME</c>, default 1.</param>
internal sealed record Switches(bool Monitoring, bool Volumes, Func<string, int> Replicas)
{
    public static Switches From(IConfiguration configuration) => new(
        configuration.GetValue("Monitoring", true),
        configuration.GetValue("Volumes", true),
        service => configuration.GetValue($"Replicas:{service}", 1));
}
