using System.Text;
using System.Text.Unicode;

namespace CqrsPrototype.Operations.Parked;

/// <summary>How the beginning of a message's body is shown, whatever its bytes are.</summary>
internal static class BodyText
{
    /// <summary>Most bytes that are shown: 16 KiB, more than the body of any request has.</summary>
    public const int MaxBytes = 16 * 1024;

    private const int LongestRune = 4;

    /// <summary>The body as text if it is UTF-8, else in base64.</summary>
    public static (string Text, string Encoding) Of(ReadOnlySpan<byte> body)
    {
        // Where it is cut, the cut may go through a character: that one is left out.
        for (var left = 0; left < (body.Length > MaxBytes ? LongestRune : 1); left++)
        {
            var shown = body[..(Math.Min(body.Length, MaxBytes) - left)];
            if (Utf8.IsValid(shown))
            {
                return (Encoding.UTF8.GetString(shown), "utf-8");
            }
        }

        return (Convert.ToBase64String(body[..Math.Min(body.Length, MaxBytes)]), "base64");
    }
}
