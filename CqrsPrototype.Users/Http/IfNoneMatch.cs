using Microsoft.Extensions.Primitives;
using Microsoft.Net.Http.Headers;

namespace CqrsPrototype.Users.Http;

/// <summary>The condition of the header If-None-Match (RFC 9110, section 13.1.2).</summary>
internal static class IfNoneMatch
{
    /// <summary>Whether the client has the representation with that tag already: the comparison is weak, <c>*</c> matches any.</summary>
    /// <remarks>A malformed header is ignored: the client then gets what it asked for.</remarks>
    public static bool Matches(StringValues header, string tag)
    {
        if (header.Count == 0)
        {
            return false;
        }

        // What almost every client sends: the one tag that it was given.
        if (header.Count == 1 && header[0] == tag)
        {
            return true;
        }

        return EntityTagHeaderValue.TryParseStrictList(header.ToArray()!, out var tags)
            && tags.Any(t => t.Equals(EntityTagHeaderValue.Any) || t.Tag.Equals(tag, StringComparison.Ordinal));
    }
}
