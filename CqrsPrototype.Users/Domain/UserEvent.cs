using System.Text.Json.Serialization;

namespace CqrsPrototype.Users.Domain;

/// <summary>What can happen to a user. The JSON of these records is stored for ever and sent to whoever listens.</summary>
/// <param name="Email">The address, in the spelling that created the user.</param>
public abstract record UserEvent([property: JsonPropertyOrder(-1)] string Email);

/// <summary>A user came into being, for the first time or after a deletion.</summary>
/// <param name="Email">The address, in the spelling that it is created with.</param>
/// <param name="Name">The name.</param>
public sealed record UserCreated(string Email, string Name) : UserEvent(Email);

/// <summary>A user got another name.</summary>
/// <param name="Email">The address, in the spelling that created the user.</param>
/// <param name="Name">The new name.</param>
public sealed record UserUpdated(string Email, string Name) : UserEvent(Email);

/// <summary>A user was deleted.</summary>
/// <param name="Email">The address, in the spelling that created the user.</param>
public sealed record UserDeleted(string Email) : UserEvent(Email);
