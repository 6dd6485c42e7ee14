using CqrsPrototype.Gateway.Routing;

namespace CqrsPrototype.Gateway.Failures;

/// <summary>Ends the streams of changes with the process; their clients come back with Last-Event-ID and miss nothing.</summary>
internal static class EndOfFeeds
{
    /// <summary>Ends requests that have no end of their own when the process is told to stop.</summary>
    public static IReverseProxyApplicationBuilder UseEndOfFeeds(this IReverseProxyApplicationBuilder proxy)
    {
        var stopping = proxy.ApplicationServices.GetRequiredService<IHostApplicationLifetime>().ApplicationStopping;
        proxy.Use(async (http, next) =>
        {
            using var end = http.GetReverseProxyFeature().Route.Config.RouteId == RouteTable.Changes ? stopping.Register(http.Abort) : default;
            await next(http);
        });
        return proxy;
    }
}
