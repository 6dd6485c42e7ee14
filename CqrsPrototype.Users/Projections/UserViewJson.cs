using System.Text.Json.Serialization;

namespace CqrsPrototype.Users.Projections;

/// <summary>How a user is written, in answers and in the read model alike.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(UserView))]
internal sealed partial class UserViewJson : JsonSerializerContext;
