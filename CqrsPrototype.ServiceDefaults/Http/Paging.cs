using CqrsPrototype.ServiceDefaults.Problems;
using Microsoft.AspNetCore.Http;

namespace CqrsPrototype.ServiceDefaults.Http;

/// <summary>The parameters of a page.</summary>
public static class Paging
{
    private const int DefaultLimit = 50;

    private const int MaxLimit = 200;

    /// <summary>The answer where <see cref="TryParseLimit"/> says no.</summary>
    public static ProblemResult WrongLimit { get; } = new(ProblemTypes.InvalidRequest, $"limit is a whole number from 1 to {MaxLimit}.");

    /// <summary>The answer where <c>after</c> is malformed.</summary>
    public static ProblemResult WrongAfter { get; } = new(ProblemTypes.InvalidRequest, "after is not what a page before has given as next.");

    /// <summary>Reads <c>limit</c>: 1 to 200, default 50.</summary>
    public static bool TryParseLimit(IQueryCollection query, out int limit)
    {
        var isValid = QueryNumber.TryParse(query, "limit", 1, MaxLimit, out var number);
        limit = (int)(number ?? DefaultLimit);
        return isValid;
    }

    /// <summary>Reads <c>after</c> where it is a <see cref="Cursor"/>.</summary>
    /// <returns>Whether it is missing, or one cursor; <paramref name="after"/> is <see langword="null"/> where it is missing.</returns>
    public static bool TryParseAfter(IQueryCollection query, out string? after)
    {
        var values = query["after"];
        after = values.Count == 1 ? Cursor.Read(values.ToString()) : null;
        return values.Count == 0 || after is not null;
    }
}
