using CqrsPrototype.ServiceDefaults.Http;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace CqrsPrototype.Users.Commands;

/// <summary>The routes of the command API.</summary>
public static class UserCommandEndpoints
{
    /// <summary>Maps <c>POST /users</c>, <c>PUT /users/{email}</c> and <c>DELETE /users/{email}</c>.</summary>
    /// <param name="endpoints">Where.</param>
    /// <param name="queryOrigin">Where the query API is for this request, such as <c>http://localhost:9000</c>; empty where it is on the same origin.</param>
    public static IEndpointRouteBuilder MapUserCommands(this IEndpointRouteBuilder endpoints, Func<HttpContext, string> queryOrigin)
    {
        var commands = endpoints.ServiceProvider.GetRequiredService<UserCommands>();
        endpoints.MapPost("/users", Handler.Of(http => commands.CreateAsync(http, queryOrigin(http))));
        endpoints.MapPut("/users/{email}", Handler.Of(commands.UpdateAsync));
        endpoints.MapDelete("/users/{email}", Handler.Of(commands.DeleteAsync));
        return endpoints;
    }
}
