using CqrsPrototype.Operations.Parked;
using CqrsPrototype.Operations.Projections;
using CqrsPrototype.Operations.Relaying;
using CqrsPrototype.Operations.Stuck;
using CqrsPrototype.ServiceDefaults.Http;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace CqrsPrototype.Operations;

/// <summary>The routes of the operations API.</summary>
public static class OperationsEndpoints
{
    private static readonly string[] Reading = [HttpMethods.Get, HttpMethods.Head];

    /// <summary>Maps what stands under <c>/operations</c>: projections, stuck streams, parked messages and the relay; HEAD as GET.</summary>
    public static IEndpointRouteBuilder MapOperations(this IEndpointRouteBuilder endpoints)
    {
        var services = endpoints.ServiceProvider;
        var stuck = services.GetRequiredService<StuckStreamList>();
        var parked = services.GetRequiredService<ParkedMessageList>();
        endpoints.MapMethods("/operations/projections", Reading, Handler.Of(services.GetRequiredService<ProjectionStatuses>().ListAsync));
        endpoints.MapMethods("/operations/stuck", Reading, Handler.Of(stuck.ListAsync));
        endpoints.MapPost("/operations/stuck/{stream}/retry", Handler.Of(stuck.RetryAsync));
        endpoints.MapMethods("/operations/parked", Reading, Handler.Of(parked.ListAsync));
        endpoints.MapPost("/operations/parked/{id}/replay", Handler.Of(parked.ReplayAsync));
        endpoints.MapDelete("/operations/parked/{id}", Handler.Of(parked.DeleteAsync));
        endpoints.MapMethods("/operations/relay", Reading, Handler.Of(services.GetRequiredService<RelayStatuses>().GetAsync));
        return endpoints;
    }
}
