using Yarp.ReverseProxy.Forwarder;

namespace CqrsPrototype.Gateway.Failures;

/// <summary>Asks another replica where one cannot be connected to: nothing of the request has been sent then, so that even a command is not repeated.</summary>
internal static class AnotherReplica
{
    /// <summary>Tries each available replica at most once.</summary>
    public static IReverseProxyApplicationBuilder UseAnotherReplica(this IReverseProxyApplicationBuilder proxy)
    {
        proxy.Use(async (http, next) =>
        {
            var request = http.GetReverseProxyFeature();
            var left = request.AvailableDestinations;
            await next(http);
            while (http.GetForwarderErrorFeature() is { } failure && ServiceProblems.IsUnreached(failure))
            {
                left = [.. left.Where(replica => replica != request.ProxiedDestination)];
                if (left is [] || http.Response.HasStarted || http.RequestAborted.IsCancellationRequested)
                {
                    return;
                }

                http.Features.Set<IForwarderErrorFeature>(null);
                http.Response.StatusCode = StatusCodes.Status200OK;
                request.AvailableDestinations = left;
                await next(http);
            }
        });
        return proxy;
    }
}
