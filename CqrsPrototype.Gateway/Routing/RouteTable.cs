using Yarp.ReverseProxy.Configuration;

namespace CqrsPrototype.Gateway.Routing;

/// <summary>Which service answers what: the contract of both APIs, by path and method.</summary>
internal static class RouteTable
{
    /// <summary>The route of the stream of changes, which has no end of its own.</summary>
    public const string Changes = "changes";

    private static readonly string[] Reading = [HttpMethods.Get, HttpMethods.Head];

    public static IReadOnlyList<RouteConfig> Routes { get; } =
    [
        Route("create", Service.Commands, "/users", HttpMethods.Post),
        Route("change", Service.Commands, "/users/{email}", HttpMethods.Put, HttpMethods.Delete),
        Route("list", Service.Queries, "/users", Reading),
        Route("read", Service.Queries, "/users/{email}", Reading),
        Route("history", Service.Queries, "/users/{email}/history", Reading),
        Route(Changes, Service.Queries, "/users/changes", Reading),

        // Its methods differ from path to path, so the service itself says what is not allowed.
        Route("operations", Service.Operations, "/operations/{**rest}"),
    ];

    private static RouteConfig Route(string id, Service service, string path, params string[] methods) => new()
    {
        RouteId = id,
        ClusterId = service.Name,
        Match = new RouteMatch { Path = path, Methods = methods is [] ? null : methods },
    };
}
