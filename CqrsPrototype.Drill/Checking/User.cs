using System.Globalization;
using System.Text.Json;

namespace CqrsPrototype.Drill.Checking;

/// <summary>A user, as the contract says that both APIs return it.</summary>
internal sealed record User(string Email, string Name, long Version, string CreatedAt, string UpdatedAt)
{
    /// <summary>The document, byte for byte.</summary>
    public string ToJson() => JsonSerializer.Serialize(this, JsonSerializerOptions.Web);

    /// <summary>A time as it stands in documents and messages.</summary>
    public static string Text(DateTimeOffset at) => at.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);
}
