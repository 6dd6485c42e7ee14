using System.Globalization;
using CqrsPrototype.EventSourcing.Log;
using Microsoft.Extensions.Primitives;

namespace CqrsPrototype.Users.Http;

/// <summary>The header Last-Event-ID (HTML Living Standard, section 9.2): the last event that a client of a stream has.</summary>
internal static class LastEventId
{
    public const string Name = "Last-Event-ID";

    /// <summary>Reads the header.</summary>
    /// <returns>Whether it is well-formed; <paramref name="position"/> is <see langword="null"/> where it is missing or empty.</returns>
    public static bool TryParse(StringValues header, out GlobalPosition? position)
    {
        position = null;
        if (StringValues.IsNullOrEmpty(header))
        {
            return true;
        }

        if (header.Count > 1 || !long.TryParse(header[0], NumberStyles.None, CultureInfo.InvariantCulture, out var value))
        {
            return false;
        }

        position = new GlobalPosition(value);
        return true;
    }
}
