using System.Globalization;

namespace CqrsPrototype.Rabbit.Messages;

/// <summary>Names the form of an event's data, and so carries its schema version: <c>urn:cqrs-prototype:user.created:1</c>.</summary>
internal static class DataSchema
{
    private const string Prefix = "urn:cqrs-prototype:";

    public static string Of(string type, int version) => string.Create(CultureInfo.InvariantCulture, $"{Prefix}{type}:{version}");

    /// <summary>Reads the version back; <see langword="false"/> when this names no schema of that type.</summary>
    public static bool TryParse(string? text, string type, out int version)
    {
        version = 0;
        var beginning = $"{Prefix}{type}:";
        return text is not null && text.StartsWith(beginning, StringComparison.Ordinal)
            && int.TryParse(text.AsSpan(beginning.Length), NumberStyles.None, CultureInfo.InvariantCulture, out version) && version > 0;
    }
}
