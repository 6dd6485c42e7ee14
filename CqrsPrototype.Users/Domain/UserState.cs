using System.Text.Json.Serialization;

namespace CqrsPrototype.Users.Domain;

/// <summary>What must be remembered of a user to decide, and to answer the command.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "is")]
[JsonDerivedType(typeof(Absent), "absent")]
[JsonDerivedType(typeof(Active), "active")]
public abstract record UserState
{
    private UserState()
    {
    }

    /// <summary>Never created, or deleted.</summary>
    public sealed record Absent : UserState;

    /// <summary>There is a user.</summary>
    /// <param name="Email">The address, in the spelling that created the user.</param>
    /// <param name="Name">The name.</param>
    /// <param name="CreatedAt">When the user was created, the last time.</param>
    /// <param name="UpdatedAt">When the newest event happened.</param>
    public sealed record Active(string Email, string Name, DateTimeOffset CreatedAt, DateTimeOffset UpdatedAt) : UserState;
}
