using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace CqrsPrototype.ServiceDefaults.Http;

/// <summary>A segment of the path as it was sent, percent-decoded once (RFC 3986, section 2.1); a plus is a plus.</summary>
/// <remarks>
/// The framework's own decoding leaves <c>%2F</c> as it is, so that it could not be told from <c>%252F</c>. Therefore the segment is taken
/// from the target as it was sent.
/// </remarks>
public static class PathSegment
{
    private static readonly UTF8Encoding Utf8 = new(false, throwOnInvalidBytes: true);

    /// <summary>Reads a segment of this request's path.</summary>
    /// <param name="context">The request.</param>
    /// <param name="segmentsBehind">How many segments follow it.</param>
    /// <returns>The decoded text; <see langword="null"/> where it is not percent-encoded UTF-8.</returns>
    public static string? Read(HttpContext context, int segmentsBehind) =>
        Decode(Find(context.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget, segmentsBehind));

    /// <summary>The segment of a target's path that many before its last.</summary>
    public static ReadOnlySpan<char> Find(ReadOnlySpan<char> target, int segmentsBehind)
    {
        var end = target.IndexOfAny('?', '#');
        var path = (end < 0 ? target : target[..end]).TrimEnd('/');
        for (; segmentsBehind > 0; segmentsBehind--)
        {
            path = path[..Math.Max(0, path.LastIndexOf('/'))].TrimEnd('/');
        }

        return path[(path.LastIndexOf('/') + 1)..];
    }

    /// <summary>The decoded text; <see langword="null"/> where a percent sign is not followed by two digits, or the bytes are not UTF-8.</summary>
    public static string? Decode(ReadOnlySpan<char> segment)
    {
        if (segment.IndexOf('%') < 0)
        {
            return segment.ToString();
        }

        var bytes = new byte[Utf8.GetMaxByteCount(segment.Length)];
        var length = 0;
        for (var i = 0; i < segment.Length; i++)
        {
            if (segment[i] != '%')
            {
                length += Encoding.UTF8.GetBytes(segment.Slice(i, 1), bytes.AsSpan(length));
            }
            else if (i + 2 < segment.Length && char.IsAsciiHexDigit(segment[i + 1]) && char.IsAsciiHexDigit(segment[i + 2]))
            {
                bytes[length++] = (byte)(Convert.FromHexString(segment.Slice(i + 1, 2))[0]);
                i += 2;
            }
            else
            {
                return null;
            }
        }

        try
        {
            return Utf8.GetString(bytes, 0, length);
        }
        catch (DecoderFallbackException)
        {
            return null;
        }
    }
}
