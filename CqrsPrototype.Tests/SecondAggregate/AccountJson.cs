using System.Text.Json.Serialization;

namespace CqrsPrototype.Tests.SecondAggregate;

/// <summary>How events, state and view are written.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, UseStringEnumConverter = true, RespectNullableAnnotations = true)]
[JsonSerializable(typeof(AccountEvent.Opened))]
[JsonSerializable(typeof(AccountEvent.Renamed))]
[JsonSerializable(typeof(AccountEvent.Deposited))]
[JsonSerializable(typeof(AccountEvent.Withdrawn))]
[JsonSerializable(typeof(AccountEvent.Closed))]
[JsonSerializable(typeof(AccountState))]
[JsonSerializable(typeof(AccountView))]
internal sealed partial class AccountJson : JsonSerializerContext;
