using System.Globalization;
using Microsoft.Extensions.Primitives;

namespace CqrsPrototype.Users.Http;

/// <summary>The preference <c>wait</c> of the header Prefer (RFC 7240, section 4.3): how many seconds a client is willing to wait.</summary>
internal static class PreferWait
{
    /// <summary>What holds without the header, in seconds.</summary>
    public const int Default = 5;

    /// <summary>What is granted at most, in seconds.</summary>
    public const int Longest = 30;

    /// <summary>Reads the header. A preference that is no number is ignored, as RFC 7240 asks; of several the first counts.</summary>
    /// <returns>The seconds that are granted; <see langword="null"/> where the client has no preference.</returns>
    public static int? Parse(StringValues header)
    {
        foreach (var preference in header.SelectMany(line => (line ?? "").Split(',')))
        {
            var pair = preference.Split(';')[0].Split('=', 2);
            if (pair.Length == 2 && pair[0].Trim().Equals("wait", StringComparison.OrdinalIgnoreCase))
            {
                return Seconds(pair[1].Trim().Trim('"'));
            }
        }

        return null;
    }

    private static int? Seconds(string text) =>
        text.Length == 0 || !text.All(char.IsAsciiDigit) ? null
        : int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds) ? Math.Min(seconds, Longest)
        : Longest;
}
