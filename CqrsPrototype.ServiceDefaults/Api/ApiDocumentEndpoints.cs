using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Scalar.AspNetCore;

namespace CqrsPrototype.ServiceDefaults.Api;

/// <summary>Serves OpenAPI documents, and Scalar, which shows them to people.</summary>
public static class ApiDocumentEndpoints
{
    /// <summary>Maps the document of an origin's one API at <c>/openapi/v1.json</c>, and its reader at <c>/scalar</c>.</summary>
    public static IEndpointRouteBuilder MapApiDocument(this IEndpointRouteBuilder endpoints, ApiDocument document) =>
        endpoints.Map([(document, "/openapi/v1.json")]);

    /// <summary>Maps the documents of an origin that serves several APIs at <c>/openapi/name/v1.json</c>, and one reader at <c>/scalar</c>.</summary>
    public static IEndpointRouteBuilder MapApiDocuments(this IEndpointRouteBuilder endpoints, params IReadOnlyList<ApiDocument> documents) =>
        endpoints.Map([.. documents.Select(document => (document, $"/openapi/{document.Name}/v1.json"))]);

    private static IEndpointRouteBuilder Map(this IEndpointRouteBuilder endpoints, IReadOnlyList<(ApiDocument Document, string Path)> served)
    {
        foreach (var (document, path) in served)
        {
            endpoints.MapMethods(path, [HttpMethods.Get, HttpMethods.Head], () => Results.Bytes(document.Read(), "application/json"));
        }

        endpoints.MapScalarApiReference("/scalar", options =>
        {
            options.Title = "CqrsPrototype";

            // The reader is part of this process, and talks to it alone.
            options.DisableDefaultFonts().DisableTelemetry().DisableAgent().DisableMcp().HideClientButton();
            foreach (var (document, path) in served)
            {
                options.AddDocument(document.Name, document.Title, path);
            }
        });
        return endpoints;
    }
}
