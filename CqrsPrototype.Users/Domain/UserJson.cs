using System.Text.Json.Serialization;

namespace CqrsPrototype.Users.Domain;

/// <summary>How events and snapshots of users are stored.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, UseStringEnumConverter = true)]
[JsonSerializable(typeof(UserCreated))]
[JsonSerializable(typeof(UserUpdated))]
[JsonSerializable(typeof(UserDeleted))]
[JsonSerializable(typeof(UserState))]
internal sealed partial class UserJson : JsonSerializerContext;
