using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;

namespace CqrsPrototype.Users.Commands;

/// <summary>Where clients of the command API find the query API, for <c>Location</c>.</summary>
public static class QueryOrigin
{
    /// <summary>The setting <c>Links__Query</c>, such as <c>https://queries.example</c>; without it, the host of each request with another port.</summary>
    /// <param name="configuration">Where it is set.</param>
    /// <param name="port">The port of the query API on the same host.</param>
    public static Func<HttpContext, string> From(IConfiguration configuration, int port) => configuration["Links:Query"] is { Length: > 0 } link
        ? _ => link.TrimEnd('/')
        : http => $"{http.Request.Scheme}://{http.Request.Host.Host}:{port}";
}
