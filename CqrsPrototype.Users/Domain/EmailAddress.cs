using System.Globalization;
using System.Text;

namespace CqrsPrototype.Users.Domain;

/// <summary>An e-mail address, which identifies a user. Two spellings that differ in case or in Unicode form only are the same address.</summary>
public sealed record EmailAddress
{
    /// <summary>Longest address in characters (code points), as trimmed and composed (RFC 5321, section 4.5.3.1.3, less the brackets).</summary>
    public const int MaxLength = 254;

    private EmailAddress(string spelling)
    {
        Spelling = spelling;
        Normalized = spelling.ToLowerInvariant();
    }

    /// <summary>The address as it was given, trimmed and in NFC.</summary>
    public string Spelling { get; }

    /// <summary>What it is compared, ordered and found by.</summary>
    public string Normalized { get; }

    /// <summary>Reads an address from outside.</summary>
    /// <param name="text">What somebody has typed.</param>
    /// <param name="problem">What is wrong with it, where it is none.</param>
    /// <returns>The address; <see langword="null"/> where it is none.</returns>
    public static EmailAddress? Parse(string? text, out string? problem)
    {
        if (text is null)
        {
            problem = "An e-mail address is required.";
            return null;
        }

        if (!UnicodeText.IsWellFormed(text))
        {
            problem = "The e-mail address is not well-formed Unicode.";
            return null;
        }

        var spelling = text.Trim().Normalize(NormalizationForm.FormC);
        problem = ProblemOf(spelling);
        return problem is null ? new EmailAddress(spelling) : null;
    }

    /// <summary>Equal when the normalised forms are.</summary>
    public bool Equals(EmailAddress? other) => other is not null && Normalized == other.Normalized;

    /// <inheritdoc/>
    public override int GetHashCode() => Normalized.GetHashCode(StringComparison.Ordinal);

    /// <inheritdoc/>
    public override string ToString() => Spelling;

    private static string? ProblemOf(string spelling)
    {
        var at = spelling.IndexOf('@', StringComparison.Ordinal);
        return spelling switch
        {
            { Length: 0 } => "An e-mail address is required.",
            _ when UnicodeText.IsLongerThan(spelling, MaxLength) => $"An e-mail address has at most {MaxLength} characters.",
            _ when at < 0 || spelling.IndexOf('@', at + 1) >= 0 => "An e-mail address has exactly one @.",
            _ when at == 0 || at == spelling.Length - 1 => "An e-mail address has something before and behind its @.",
            _ when spelling.EnumerateRunes().Any(IsForbidden) =>
                "An e-mail address has no white space, no control or format characters, no / and no \\.",
            _ => null,
        };
    }

    private static bool IsForbidden(Rune rune) =>
        rune.Value is '/' or '\\'
        || Rune.IsWhiteSpace(rune)
        || Rune.GetUnicodeCategory(rune) is UnicodeCategory.Control or UnicodeCategory.Format;
}
