using System.Buffers.Text;
using System.Text;

namespace CqrsPrototype.ServiceDefaults.Http;

/// <summary>Where the next page of a list begins, as an opaque URL-safe word: base64url (RFC 4648, section 5) of the last sort key.</summary>
public static class Cursor
{
    private const int MaxLength = 4096;

    private static readonly UTF8Encoding Utf8 = new(false, throwOnInvalidBytes: true);

    /// <summary>The cursor behind that key.</summary>
    public static string Write(string sortKey) => Base64Url.EncodeToString(Encoding.UTF8.GetBytes(sortKey));

    /// <summary>Reads a cursor back; <see langword="null"/> where it is none.</summary>
    public static string? Read(string cursor)
    {
        if (cursor.Length is 0 or > MaxLength || !Base64Url.IsValid(cursor))
        {
            return null;
        }

        try
        {
            return Utf8.GetString(Base64Url.DecodeFromChars(cursor));
        }
        catch (DecoderFallbackException)
        {
            return null;
        }
    }
}
