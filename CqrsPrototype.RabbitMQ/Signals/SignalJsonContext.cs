using System.Text.Json.Serialization;

namespace CqrsPrototype.Rabbit.Signals;

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(SignalJson))]
internal sealed partial class SignalJsonContext : JsonSerializerContext;
