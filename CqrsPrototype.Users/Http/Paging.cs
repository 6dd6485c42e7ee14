using Microsoft.AspNetCore.Http;

namespace CqrsPrototype.Users.Http;

/// <summary>The parameters of a page.</summary>
internal static class Paging
{
    public const int DefaultLimit = 50;

    public const int MaxLimit = 200;

    /// <summary>Reads <c>limit</c>: 1 to 200, default 50.</summary>
    public static bool TryParseLimit(IQueryCollection query, out int limit)
    {
        var isValid = QueryNumber.TryParse(query, "limit", 1, MaxLimit, out var number);
        limit = (int)(number ?? DefaultLimit);
        return isValid;
    }
}
