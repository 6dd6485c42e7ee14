using System.Text.Json.Nodes;
using CqrsPrototype.Operations.Api;
using CqrsPrototype.Users.Api;
using Json.Schema;

namespace CqrsPrototype.Tests.Standalone;

/// <summary>The OpenAPI documents, as tests look into them.</summary>
internal static class OpenApi
{
    private static readonly string[] Methods = ["get", "put", "post", "delete"];

    private static readonly EvaluationOptions Strict = new() { OutputFormat = OutputFormat.List, RequireFormatValidation = true };

    private static readonly Dictionary<string, JsonNode> Documents =
        new[] { UserApiDocuments.Commands, UserApiDocuments.Queries, OperationsApiDocument.Operations }.ToDictionary(document => document.Name, document => JsonNode.Parse(document.Read())!);

    public static IEnumerable<string> Names => Documents.Keys;

    public static JsonNode Document(string name) => Documents[name];

    /// <summary>All operations, by the id that each has.</summary>
    public static IReadOnlyDictionary<string, OpenApiOperation> Operations { get; } =
        (from document in Documents
         from path in document.Value["paths"]!.AsObject()
         from method in path.Value!.AsObject()
         where Methods.Contains(method.Key)
         select new OpenApiOperation(document.Key, path.Key, method.Key, method.Value!))
        .ToDictionary(operation => operation.Id);

    /// <summary>What a reference leads to, or the node itself.</summary>
    public static JsonNode Resolve(string document, JsonNode node) => node["$ref"] is { } reference
        ? ((string)reference!).Split('/').Skip(1).Aggregate(Documents[document], (found, part) => found[part]!)
        : node;

    /// <summary>What is wrong with a value by a schema of a document; nothing where it is as it should be.</summary>
    public static IEnumerable<string> Violations(string document, JsonNode schema, JsonNode? value)
    {
        var evaluated = JsonSchema.FromText(Inline(document, schema)!.ToJsonString()).Evaluate(value, Strict);
        return evaluated.IsValid
            ? []
            : evaluated.Details.Where(detail => detail.HasErrors).SelectMany(detail => detail.Errors!.Values.Select(error => $"{detail.InstanceLocation} {error}"));
    }

    // The schema with what it refers to in place of the references; none of them leads back to itself.
    private static JsonNode? Inline(string document, JsonNode? node) => node switch
    {
        JsonObject members when members.ContainsKey("$ref") => Inline(document, Resolve(document, members)),
        JsonObject members => new JsonObject(members.Select(member => KeyValuePair.Create(member.Key, Inline(document, member.Value)))),
        JsonArray items => new JsonArray([.. items.Select(item => Inline(document, item))]),
        _ => node?.DeepClone(),
    };
}
