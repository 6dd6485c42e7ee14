using System.Text.Json;
using System.Text.Json.Nodes;
using CqrsPrototype.Tests.Repository;
using Json.Schema;
using YamlDotNet.Serialization;

namespace CqrsPrototype.Tests.Rabbit;

/// <summary>The document that clients of the events read.</summary>
internal static class AsyncApi
{
    private static readonly EvaluationOptions Strict = new() { RequireFormatValidation = true, OutputFormat = OutputFormat.List };

    public static JsonNode Document { get; } = Read();

    /// <summary>What stands at a place, such as <c>components.schemas.headers</c>; references are followed.</summary>
    public static JsonNode At(string path) => path.Split('.').Aggregate(Document, (node, name) => Resolve(node[name]!));

    /// <summary>Follows a reference.</summary>
    public static JsonNode Resolve(JsonNode node) => (node as JsonObject)?["$ref"] is { } reference
        ? reference.GetValue<string>().Split('/').Skip(1).Aggregate(Document, (at, name) => at[name] ?? throw new InvalidOperationException($"{reference} leads nowhere."))
        : node;

    /// <summary>What a value is wrong in by a schema of the document; empty when it is right.</summary>
    public static string Problems(string schema, JsonNode? value)
    {
        var result = JsonSchema.FromText(At(schema).ToJsonString()).Evaluate(value, Strict);
        return result.IsValid ? "" : JsonSerializer.Serialize(result.Details.Where(d => d.Errors is not null).Select(d => new { At = d.InstanceLocation.ToString(), d.Errors }));
    }

    private static JsonNode Read()
    {
        var yaml = new DeserializerBuilder().WithAttemptingUnquotedStringTypeDeserialization().Build().Deserialize<object>(Repo.Read("docs", "asyncapi.yaml"));
        return JsonNode.Parse(new SerializerBuilder().JsonCompatible().Build().Serialize(yaml))!;
    }
}
