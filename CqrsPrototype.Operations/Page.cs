using CqrsPrototype.ServiceDefaults.Http;

namespace CqrsPrototype.Operations;

/// <summary>A page of a list.</summary>
/// <param name="Items">What is on it.</param>
/// <param name="Next">What the next page comes <c>after</c>; <see langword="null"/> at the end.</param>
internal sealed record Page<T>(IReadOnlyList<T> Items, string? Next = null)
{
    /// <summary>The page that one item more than asked for has been read for, which tells whether there is a next page.</summary>
    /// <param name="read">What was read.</param>
    /// <param name="limit">What was asked for.</param>
    /// <param name="key">What the items are ordered by.</param>
    public static Page<T> Of(IReadOnlyList<T> read, int limit, Func<T, string> key) =>
        read.Count > limit ? new Page<T>([.. read.Take(limit)], Cursor.Write(key(read[limit - 1]))) : new Page<T>(read);
}
