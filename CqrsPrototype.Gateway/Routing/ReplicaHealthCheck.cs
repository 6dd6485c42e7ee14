using Microsoft.Extensions.Diagnostics.HealthChecks;
using Yarp.ReverseProxy;
using Yarp.ReverseProxy.Model;

namespace CqrsPrototype.Gateway.Routing;

/// <summary>How many replicas of a service are well, as they have said when they were asked. The gateway itself is well without any, since it serves the others: so it is degraded at worst.</summary>
internal sealed class ReplicaHealthCheck(IProxyStateLookup proxy, Service service) : IHealthCheck
{
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        IReadOnlyList<DestinationState> replicas = proxy.TryGetCluster(service.Name, out var cluster) ? cluster.DestinationsState.AllDestinations : [];
        var well = replicas.Count(replica => IsWell(replica.Health));
        var description = $"{well} of {replicas.Count} replicas are well.";
        return Task.FromResult(well > 0 && well == replicas.Count ? HealthCheckResult.Healthy(description) : HealthCheckResult.Degraded(description));
    }

    private static bool IsWell(DestinationHealthState health) =>
        health is { Active: DestinationHealth.Healthy, Passive: not DestinationHealth.Unhealthy };
}
