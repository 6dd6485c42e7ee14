using System.Text.Json.Serialization;

namespace CqrsPrototype.Benchmarks.Baselines;

/// <summary>The document of the baselines: as large as a user of the product.</summary>
internal sealed record Person(string Email, string Name, long Version = 0, DateTimeOffset CreatedAt = default, DateTimeOffset UpdatedAt = default);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(Person))]
internal sealed partial class PersonJson : JsonSerializerContext;
