using System.Text.Json.Serialization;
using CqrsPrototype.ServiceDefaults.Http;
using CqrsPrototype.Users.Domain;

namespace CqrsPrototype.Users.Projections;

/// <summary>A user, as both APIs return it.</summary>
/// <param name="Email">The address, in the spelling that created the user.</param>
/// <param name="Name">The name.</param>
/// <param name="Version">How many events the user's stream has, up to the newest in here.</param>
/// <param name="CreatedAt">When the user was created, the last time.</param>
/// <param name="UpdatedAt">When the newest event happened.</param>
public sealed record UserView(
    string Email,
    string Name,
    long Version,
    [property: JsonConverter(typeof(TimestampConverter))] DateTimeOffset CreatedAt,
    [property: JsonConverter(typeof(TimestampConverter))] DateTimeOffset UpdatedAt)
{
    /// <summary>The user of a state, which must be active.</summary>
    internal static UserView Of(UserState.Active user, long version) => new(user.Email, user.Name, version, user.CreatedAt, user.UpdatedAt);
}
