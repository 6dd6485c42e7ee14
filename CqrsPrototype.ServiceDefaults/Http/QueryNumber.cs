using System.Globalization;
using Microsoft.AspNetCore.Http;

namespace CqrsPrototype.ServiceDefaults.Http;

/// <summary>Whole numbers in the query string.</summary>
public static class QueryNumber
{
    /// <summary>Reads a parameter.</summary>
    /// <returns>Whether it is missing, or one number from <paramref name="least"/> to <paramref name="most"/>; <paramref name="number"/> is <see langword="null"/> where it is missing.</returns>
    public static bool TryParse(IQueryCollection query, string name, long least, long most, out long? number)
    {
        number = null;
        if (!query.TryGetValue(name, out var values) || values.Count == 0)
        {
            return true;
        }

        if (values.Count > 1 || !long.TryParse(values[0], NumberStyles.None, CultureInfo.InvariantCulture, out var parsed) || parsed < least || parsed > most)
        {
            return false;
        }

        number = parsed;
        return true;
    }
}
