using System.Text.Json.Serialization;
using CqrsPrototype.Operations.Parked;
using CqrsPrototype.Operations.Projections;
using CqrsPrototype.Operations.Relaying;
using CqrsPrototype.Operations.Stuck;

namespace CqrsPrototype.Operations;

/// <summary>How answers are written.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(Page<ProjectionStatus>))]
[JsonSerializable(typeof(Page<StuckEntry>))]
[JsonSerializable(typeof(Page<ParkedEntry>))]
[JsonSerializable(typeof(RelayStatus))]
internal sealed partial class OperationsJson : JsonSerializerContext;
