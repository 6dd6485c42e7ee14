using System.Text;

namespace CqrsPrototype.Users.Domain;

/// <summary>What a user is called.</summary>
public sealed record UserName
{
    /// <summary>Longest name in characters (code points), after trimming.</summary>
    public const int MaxLength = 200;

    private UserName(string value) => Value = value;

    /// <summary>The name, trimmed.</summary>
    public string Value { get; }

    /// <summary>Reads a name from outside.</summary>
    /// <param name="text">What somebody has typed.</param>
    /// <param name="problem">What is wrong with it, where it is none.</param>
    /// <returns>The name; <see langword="null"/> where it is none.</returns>
    public static UserName? Parse(string? text, out string? problem)
    {
        var name = text?.Trim();
        problem = name switch
        {
            null or "" => "A name is required.",
            _ when UnicodeText.IsLongerThan(name, MaxLength) => $"A name has at most {MaxLength} characters.",
            _ when !UnicodeText.IsWellFormed(name) => "The name is not well-formed Unicode.",
            _ when name.EnumerateRunes().Any(Rune.IsControl) => "A name has no control characters.",
            _ => null,
        };
        return problem is null ? new UserName(name!) : null;
    }

    /// <inheritdoc/>
    public override string ToString() => Value;
}
