using Microsoft.Extensions.Diagnostics.HealthChecks;
using Yarp.ReverseProxy;
using Yarp.ReverseProxy.Health;

namespace CqrsPrototype.Gateway.Routing;

/// <summary>Registers what forwards requests.</summary>
internal static class ForwardingExtensions
{
    // A connection that cannot be made soon is not worth waiting for while there are other replicas.
    private static readonly TimeSpan ConnectTimeout = TimeSpan.FromSeconds(3);

    // So that new replicas behind one address get their share.
    private static readonly TimeSpan ConnectionLifetime = TimeSpan.FromMinutes(1);

    /// <summary>Adds the routes, the replicas behind them, and what happens to a request and its answer on the way.</summary>
    public static void AddForwarding(this WebApplicationBuilder builder)
    {
        builder.Services.AddServiceDiscovery();
        builder.Services.AddSingleton<IActiveHealthCheckPolicy, AnsweredPolicy>();
        builder.Services.AddReverseProxy()
            .LoadFromMemory(RouteTable.Routes, [.. Service.All.Select(Replicas.Of)])
            .AddServiceDiscoveryDestinationResolver()
            .AddTransforms<OnTheWay>()
            .ConfigureHttpClient((_, handler) => (handler.ConnectTimeout, handler.PooledConnectionLifetime) = (ConnectTimeout, ConnectionLifetime));
        builder.Services.Configure<TransportFailureRateHealthPolicyOptions>(passive => passive.MinimalTotalCountThreshold = 3);

        // It would tell of each request, and of each failure with its stack; what matters is told once, when the health of a replica changes.
        builder.Logging.AddFilter("Yarp", LogLevel.Error);
        builder.Logging.AddFilter("Yarp.ReverseProxy.Health.DestinationHealthUpdater", LogLevel.Information);
    }

    /// <summary>Lets <c>/health</c> tell of the replicas of each service.</summary>
    public static void AddReplicaHealthChecks(this IServiceCollection services)
    {
        foreach (var service in Service.All)
        {
            services.AddHealthChecks().Add(new HealthCheckRegistration(
                service.Name, provider => new ReplicaHealthCheck(provider.GetRequiredService<IProxyStateLookup>(), service), failureStatus: null, tags: null));
        }
    }
}
