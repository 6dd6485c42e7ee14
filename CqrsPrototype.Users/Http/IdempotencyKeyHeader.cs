using System.Text;
using Microsoft.Extensions.Primitives;

namespace CqrsPrototype.Users.Http;

/// <summary>The header Idempotency-Key: a bare word, or a string of structured fields (RFC 8941, section 3.3.3), which names the same key.</summary>
internal static class IdempotencyKeyHeader
{
    public const string Name = "Idempotency-Key";

    private const int MaxLength = 255;

    /// <summary>Reads the header.</summary>
    /// <returns>Whether it is well-formed; <paramref name="key"/> is <see langword="null"/> where it is missing.</returns>
    public static bool TryParse(StringValues header, out string? key)
    {
        key = null;
        if (header.Count == 0)
        {
            return true;
        }

        if (header.Count > 1)
        {
            return false;
        }

        var text = header[0]!.Trim(' ', '\t');
        key = text.StartsWith('"') ? Unquote(text) : text;
        return key is { Length: > 0 and <= MaxLength } && key.All(c => c is >= '!' and <= '~');
    }

    private static string? Unquote(string text)
    {
        var key = new StringBuilder(text.Length);
        for (var i = 1; i < text.Length; i++)
        {
            switch (text[i])
            {
                case '"':
                    return i == text.Length - 1 ? key.ToString() : null;
                case '\\' when i + 1 < text.Length && text[i + 1] is '"' or '\\':
                    key.Append(text[++i]);
                    break;
                case '\\':
                    return null;
                default:
                    key.Append(text[i]);
                    break;
            }
        }

        return null;
    }
}
