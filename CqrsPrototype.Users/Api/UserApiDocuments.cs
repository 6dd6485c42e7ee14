using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Scalar.AspNetCore;

namespace CqrsPrototype.Users.Api;

/// <summary>The OpenAPI documents of both APIs, and Scalar, which shows them to people.</summary>
/// <remarks>The documents are written by hand, as the contract that the code is tested against.</remarks>
public static class UserApiDocuments
{
    private const string Single = "/openapi/v1.json";

    /// <summary>Maps the document of the command API and its reader.</summary>
    public static IEndpointRouteBuilder MapCommandDocument(this IEndpointRouteBuilder endpoints)
    {
        endpoints.MapDocument(Single, "commands.json");
        endpoints.MapReader(options => options.AddDocument("v1", "Commands", Single));
        return endpoints;
    }

    /// <summary>Maps the document of the query API and its reader.</summary>
    public static IEndpointRouteBuilder MapQueryDocument(this IEndpointRouteBuilder endpoints)
    {
        endpoints.MapDocument(Single, "queries.json");
        endpoints.MapReader(options => options.AddDocument("v1", "Queries", Single));
        return endpoints;
    }

    /// <summary>Maps both documents and one reader, for an origin that serves both APIs.</summary>
    public static IEndpointRouteBuilder MapBothDocuments(this IEndpointRouteBuilder endpoints)
    {
        const string Commands = "/openapi/commands/v1.json", Queries = "/openapi/queries/v1.json";
        endpoints.MapDocument(Commands, "commands.json");
        endpoints.MapDocument(Queries, "queries.json");
        endpoints.MapReader(options => options.AddDocument("commands", "Commands", Commands).AddDocument("queries", "Queries", Queries));
        return endpoints;
    }

    /// <summary>A document as it is served.</summary>
    internal static byte[] Read(string name)
    {
        using var resource = typeof(UserApiDocuments).Assembly.GetManifestResourceStream($"CqrsPrototype.Users.Api.{name}")
            ?? throw new InvalidOperationException($"There is no document '{name}' in this assembly.");
        using var bytes = new MemoryStream();
        resource.CopyTo(bytes);
        return bytes.ToArray();
    }

    private static void MapDocument(this IEndpointRouteBuilder endpoints, string path, string name) =>
        endpoints.MapMethods(path, [HttpMethods.Get, HttpMethods.Head], () => Results.Bytes(Read(name), "application/json"));

    private static void MapReader(this IEndpointRouteBuilder endpoints, Action<ScalarOptions> configure) =>
        endpoints.MapScalarApiReference("/scalar", options =>
        {
            options.Title = "CqrsPrototype";
            options.DefaultFonts = false;
            configure(options);
        });
}
