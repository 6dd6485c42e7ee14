using System.Globalization;
using CqrsPrototype.EventSourcing.Streams;
using CqrsPrototype.Users.Domain;
using Microsoft.Extensions.Primitives;
using Microsoft.Net.Http.Headers;

namespace CqrsPrototype.Users.Http;

/// <summary>The condition of the header If-Match (RFC 9110, section 13.1.1).</summary>
/// <param name="Any">It is <c>*</c>: the user must exist.</param>
/// <param name="Versions">The versions of its strong tags; a tag that is no version matches none.</param>
internal sealed record IfMatch(bool Any, IReadOnlyList<long> Versions)
{
    /// <summary>Reads the header.</summary>
    /// <returns>Whether it is well-formed; <paramref name="condition"/> is <see langword="null"/> where it is missing.</returns>
    public static bool TryParse(StringValues header, out IfMatch? condition)
    {
        condition = null;
        if (header.Count == 0)
        {
            return true;
        }

        if (!EntityTagHeaderValue.TryParseStrictList(header.ToArray()!, out var tags) || tags.Count == 0)
        {
            return false;
        }

        var any = tags.Any(t => t.Equals(EntityTagHeaderValue.Any));
        if (any && tags.Count > 1)
        {
            return false;
        }

        condition = new IfMatch(any, [.. tags.Where(t => !t.IsWeak).Select(VersionOf).OfType<long>()]);
        return true;
    }

    /// <summary>Whether the condition holds.</summary>
    public bool Holds(UserState state, StreamVersion version) =>
        state is UserState.Active && (Any || Versions.Contains(version.Value));

    // "3" and "3.g2" are both version 3: commands look at the number alone.
    private static long? VersionOf(EntityTagHeaderValue tag)
    {
        var text = tag.Tag.AsSpan().Trim('"');
        var generation = text.IndexOf(".g");
        return generation < 0 || NumberOf(text[(generation + 2)..]) is not null ? NumberOf(generation < 0 ? text : text[..generation]) : null;
    }

    // As we write it, without zeros before it: tags are compared character by character (RFC 9110, section 8.8.3.2).
    private static long? NumberOf(ReadOnlySpan<char> text) =>
        !text.StartsWith("0") && long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
}
