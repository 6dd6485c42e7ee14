using Microsoft.Extensions.Configuration;

namespace CqrsPrototype.AppHost.Running;

/// <summary>What of it is started.</summary>
/// <param name="Monitoring">Prometheus and Grafana; setting <c>Monitoring</c>, default true.</param>
/// <param name="Volumes">What the names of the volumes begin with that servers keep their data on; setting <c>Volumes</c>, default <c>cqrs</c>. Empty: they keep none.</param>
/// <param name="Replicas">How many of each service; setting <c>Replicas__NAME</c>, default 1.</param>
internal sealed record Switches(bool Monitoring, string Volumes, Func<string, int> Replicas)
{
    public static Switches From(IConfiguration configuration) => new(
        configuration.GetValue("Monitoring", true),
        configuration.GetValue("Volumes", "cqrs")!,
        service => configuration.GetValue($"Replicas:{service}", 1));
}
