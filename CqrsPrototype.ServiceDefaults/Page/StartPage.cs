using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace CqrsPrototype.ServiceDefaults.Page;

/// <summary>The page at <c>/</c> of an origin that serves both APIs and operations: what this is, and where everything is.</summary>
public static class StartPage
{
    /// <summary>Maps the page; it links to nothing but its own origin.</summary>
    public static IEndpointRouteBuilder MapStartPage(this IEndpointRouteBuilder endpoints)
    {
        using var resource = typeof(StartPage).Assembly.GetManifestResourceStream("CqrsPrototype.ServiceDefaults.Page.index.html")!;
        using var reader = new StreamReader(resource);
        var page = reader.ReadToEnd();
        endpoints.MapMethods("/", [HttpMethods.Get, HttpMethods.Head], (HttpContext http) =>
            Results.Content(page.Replace("{origin}", OriginOf(http.Request), StringComparison.Ordinal), "text/html; charset=utf-8"));
        return endpoints;
    }

    private static string OriginOf(HttpRequest request) => WebUtility.HtmlEncode($"{request.Scheme}://{request.Host}");
}
