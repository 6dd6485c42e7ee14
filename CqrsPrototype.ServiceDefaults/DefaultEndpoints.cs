using CqrsPrototype.ServiceDefaults.Health;
using CqrsPrototype.ServiceDefaults.Problems;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Diagnostics.HealthChecks;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace CqrsPrototype.ServiceDefaults;

/// <summary>The endpoints that every process has.</summary>
public static class DefaultEndpoints
{
    private const string Alive = "/alive";
    private const string Health = "/health";

    private static readonly string[] Reading = [HttpMethods.Get, HttpMethods.Head];

    /// <summary>
    /// Maps <c>/alive</c> (the process runs; touches nothing), <c>/health</c> (its dependencies: Healthy and Degraded are 200,
    /// Unhealthy is 503) and the pages that explain problems.
    /// </summary>
    public static IEndpointRouteBuilder MapDefaultEndpoints(this IEndpointRouteBuilder endpoints)
    {
        endpoints.MapMethods(Alive, Reading, () => Results.Text("Alive")).DisableHttpMetrics();
        endpoints.MapHealthChecks(Health, new HealthCheckOptions { ResponseWriter = HealthResponse.WriteAsync })
            .WithMetadata(new HttpMethodMetadata(Reading)).DisableHttpMetrics();
        endpoints.MapProblemPages();
        return endpoints;
    }

    internal static bool AreFor(PathString path) => path.StartsWithSegments(Alive) || path.StartsWithSegments(Health);
}
