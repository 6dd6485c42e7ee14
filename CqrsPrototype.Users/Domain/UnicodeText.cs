using System.Text;

namespace CqrsPrototype.Users.Domain;

/// <summary>Text from outside may be no Unicode at all: a lone half of a surrogate pair cannot be stored as UTF-8.</summary>
internal static class UnicodeText
{
    private const int Refused = 0xFFFE;

    /// <summary>Whether a text has more than that many characters, counted as people and JSON Schema do: by code point.</summary>
    public static bool IsLongerThan(string text, int characters) => text.Length > characters && text.EnumerateRunes().Count() > characters;

    /// <summary>Whether a text has no lone half of a surrogate pair, and no U+FFFE: a noncharacter that <see cref="string.Normalize()"/> refuses.</summary>
    public static bool IsWellFormed(string text)
    {
        for (var rest = text.AsSpan(); !rest.IsEmpty;)
        {
            if (Rune.DecodeFromUtf16(rest, out var rune, out var length) != System.Buffers.OperationStatus.Done || rune.Value == Refused)
            {
                return false;
            }

            rest = rest[length..];
        }

        return true;
    }
}
