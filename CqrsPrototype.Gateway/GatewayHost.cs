using CqrsPrototype.Gateway.Failures;
using CqrsPrototype.Gateway.Limits;
using CqrsPrototype.Gateway.Routing;
using CqrsPrototype.Operations;
using CqrsPrototype.Operations.Api;
using CqrsPrototype.ServiceDefaults;
using CqrsPrototype.ServiceDefaults.Api;
using CqrsPrototype.ServiceDefaults.Page;
using CqrsPrototype.ServiceDefaults.Problems;
using CqrsPrototype.ServiceDefaults.Starting;
using CqrsPrototype.Users;
using CqrsPrototype.Users.Api;

namespace CqrsPrototype.Gateway;

/// <summary>One origin in front of both APIs and operations.</summary>
internal static class GatewayHost
{
    /// <summary>Puts the process together; it starts nothing.</summary>
    /// <exception cref="StartException">A setting cannot be used.</exception>
    public static WebApplication Create(string[] args)
    {
        var builder = ServiceProcess.CreateBuilder(args);
        builder.AddServiceDefaults();
        builder.UseDefaultPort(8080);
        builder.UseDefaultAddresses();
        builder.AddEdgeLimits();
        builder.AddForwarding();
        builder.Services.AddReplicaHealthChecks();
        builder.Services.AddProblemTypes([.. UserProblems.All, .. OperationsProblems.All, ServiceProblems.Unavailable]);

        var app = builder.Build();
        app.UseServiceDefaults();
        app.UseRateLimiter();
        app.MapGroup("").DisableRateLimiting().MapDefaultEndpoints();
        app.MapApiDocuments(UserApiDocuments.Commands, UserApiDocuments.Queries, OperationsApiDocument.Operations);
        app.MapStartPage();
        app.MapReverseProxy(proxy => proxy.UseServiceProblems().UseAnotherReplica().UseEndOfFeeds().UseLoadBalancing().UsePassiveHealthChecks());
        return app;
    }
}
