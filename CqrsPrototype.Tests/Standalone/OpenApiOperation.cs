using System.Text.Json.Nodes;

namespace CqrsPrototype.Tests.Standalone;

/// <summary>One operation of a document.</summary>
internal sealed record OpenApiOperation(string Document, string Path, string Method, JsonNode Node)
{
    public string Id => (string)Node["operationId"]!;

    public IEnumerable<int> Statuses => Node["responses"]!.AsObject().Select(response => int.Parse(response.Key, System.Globalization.CultureInfo.InvariantCulture));

    public JsonNode Response(int status) => OpenApi.Resolve(Document, Node["responses"]![$"{status}"]!);
}
