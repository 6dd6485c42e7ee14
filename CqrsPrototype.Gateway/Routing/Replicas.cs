using Yarp.ReverseProxy.Configuration;
using Yarp.ReverseProxy.Forwarder;
using Yarp.ReverseProxy.Health;
using Yarp.ReverseProxy.LoadBalancing;

namespace CqrsPrototype.Gateway.Routing;

/// <summary>How a replica of a service is chosen: one that answers its health check and whose connections hold, and of two such the one with less to do.</summary>
internal static class Replicas
{
    private static readonly TimeSpan CheckEvery = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan TryAgainAfter = TimeSpan.FromSeconds(10);

    /// <summary>The replicas of a service.</summary>
    /// <remarks>Where none seems well, all are asked: what one of them says for itself tells a client more than the gateway can.</remarks>
    public static ClusterConfig Of(Service service) => new()
    {
        ClusterId = service.Name,
        Destinations = new Dictionary<string, DestinationConfig> { [service.Name] = new() { Address = $"https+http://{service.Name}" } },
        LoadBalancingPolicy = LoadBalancingPolicies.PowerOfTwoChoices,
        HttpRequest = new ForwarderRequestConfig { ActivityTimeout = service.Patience },
        HealthCheck = new HealthCheckConfig
        {
            AvailableDestinationsPolicy = HealthCheckConstants.AvailableDestinations.HealthyOrPanic,
            Active = new ActiveHealthCheckConfig
            {
                Enabled = true,
                Path = "/health",
                Interval = CheckEvery,
                Timeout = CheckEvery,
                Policy = AnsweredPolicy.PolicyName,
            },
            Passive = new PassiveHealthCheckConfig
            {
                Enabled = true,
                ReactivationPeriod = TryAgainAfter,
                Policy = HealthCheckConstants.PassivePolicy.TransportFailureRate,
            },
        },
    };
}
