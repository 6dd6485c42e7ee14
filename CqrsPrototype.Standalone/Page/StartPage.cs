namespace CqrsPrototype.Standalone.Page;

/// <summary>The page at <c>/</c>: what this is, and where everything is.</summary>
internal static class StartPage
{
    public static IEndpointRouteBuilder MapStartPage(this IEndpointRouteBuilder endpoints, StandaloneOptions options)
    {
        using var resource = typeof(StartPage).Assembly.GetManifestResourceStream("CqrsPrototype.Standalone.Page.index.html")!;
        using var reader = new StreamReader(resource);
        var page = reader.ReadToEnd()
            .Replace("{commands}", $"http://localhost:{options.CommandPort}", StringComparison.Ordinal)
            .Replace("{queries}", $"http://localhost:{options.QueryPort}", StringComparison.Ordinal);
        endpoints.MapMethods("/", [HttpMethods.Get, HttpMethods.Head], () => Results.Content(page, "text/html; charset=utf-8"));
        return endpoints;
    }
}
