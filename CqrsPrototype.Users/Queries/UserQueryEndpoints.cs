using CqrsPrototype.ServiceDefaults.Http;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace CqrsPrototype.Users.Queries;

/// <summary>The routes of the query API.</summary>
public static class UserQueryEndpoints
{
    private static readonly string[] Reading = [HttpMethods.Get, HttpMethods.Head];

    /// <summary>Maps <c>GET /users</c>, <c>/users/{email}</c>, <c>/users/{email}/history</c> and <c>/users/changes</c>; HEAD as GET.</summary>
    public static IEndpointRouteBuilder MapUserQueries(this IEndpointRouteBuilder endpoints)
    {
        var services = endpoints.ServiceProvider;
        endpoints.MapMethods("/users", Reading, Handler.Of(services.GetRequiredService<UserLists>().ListAsync));
        endpoints.MapMethods("/users/changes", Reading, Handler.Of(services.GetRequiredService<UserChangeStream>().StreamAsync));
        endpoints.MapMethods("/users/{email}", Reading, Handler.Of(services.GetRequiredService<UserQueries>().GetAsync));
        endpoints.MapMethods("/users/{email}/history", Reading, Handler.Of(services.GetRequiredService<UserHistory>().GetAsync));
        return endpoints;
    }
}
