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
        : http => $"{http.Request.Scheme}://{HostOf(http)}:{port}";

    // HTTP/1.0 asks for no Host: then it is the address that the client has connected to.
    private static string HostOf(HttpContext http) => http.Request.Host.HasValue
        ? http.Request.Host.Host
        : new HostString($"{http.Connection.LocalIpAddress}", 1).Host;
}
