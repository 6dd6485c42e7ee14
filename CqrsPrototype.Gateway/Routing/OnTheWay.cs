using CqrsPrototype.ServiceDefaults.Correlation;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Net.Http.Headers;
using Yarp.ReverseProxy.Transforms;
using Yarp.ReverseProxy.Transforms.Builder;

namespace CqrsPrototype.Gateway.Routing;

/// <summary>What the gateway changes: nothing in the target of a request, its correlation id if it has none, and the origin in <c>Location</c>.</summary>
internal sealed class OnTheWay : ITransformProvider
{
    private static readonly UriCreationOptions AsItIs = new() { DangerousDisablePathAndQueryCanonicalization = true };

    public void ValidateRoute(TransformRouteValidationContext context)
    {
    }

    public void ValidateCluster(TransformClusterValidationContext context)
    {
    }

    public void Apply(TransformBuilderContext context)
    {
        context.AddRequestTransform(request =>
        {
            KeepTarget(request);
            request.ProxyRequest.Headers.Remove(CorrelationId.Header);
            request.ProxyRequest.Headers.TryAddWithoutValidation(CorrelationId.Header, CorrelationId.Of(request.HttpContext));
            return default;
        });
        context.AddResponseTransform(response =>
        {
            var headers = response.HttpContext.Response.Headers;
            headers[CorrelationId.Header] = CorrelationId.Of(response.HttpContext);
            if (headers.Location is [{ } location])
            {
                headers[HeaderNames.Location] = PathOf(location);
            }

            return default;
        });
    }

    /// <summary>The address without its origin, so that a client stays on that of the gateway.</summary>
    internal static string PathOf(string location)
    {
        var authority = location.IndexOf("://", StringComparison.Ordinal);
        var path = authority < 0 ? 0 : location.IndexOf('/', authority + 3);
        return path < 0 ? "/" : location[path..];
    }

    // Decoded and encoded again, %2F could not be told from %252F.
    private static void KeepTarget(RequestTransformContext request)
    {
        var target = request.HttpContext.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget;
        if (target.StartsWith('/'))
        {
            request.ProxyRequest.RequestUri = new Uri($"{request.DestinationPrefix.TrimEnd('/')}{target}", AsItIs);
        }
    }
}
