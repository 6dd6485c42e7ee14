using System.Text.Json;
using CqrsPrototype.EventSourcing.Projections;
using CqrsPrototype.ServiceDefaults.Http;
using CqrsPrototype.Users.Domain;
using CqrsPrototype.Users.Projections;
using Microsoft.AspNetCore.Http;

namespace CqrsPrototype.Users.Queries;

/// <summary>Lists of users in the order of their addresses, page by page.</summary>
internal sealed class UserLists(UserReader reader)
{
    private const int MaxSearchLength = EmailAddress.MaxLength;

    public async Task<IResult> ListAsync(HttpContext http)
    {
        var query = http.Request.Query;
        if (!Paging.TryParseLimit(query, out var limit))
        {
            return Paging.WrongLimit;
        }

        var search = query["search"];
        if (search.Count > 1 || UnicodeText.IsLongerThan(search.ToString(), MaxSearchLength) || !UnicodeText.IsWellFormed(search.ToString()))
        {
            return UserProblems.Invalid($"search is one text of at most {MaxSearchLength} characters, and well-formed Unicode.");
        }

        if (!Paging.TryParseAfter(query, out var sortKey))
        {
            return Paging.WrongAfter;
        }

        // One more than asked for tells whether there is a next page.
        var views = await reader.ListAsync(
            new ViewQuery(limit + 1) { After = sortKey, Search = UserSearch.Fold(search.ToString()) }, http.RequestAborted);
        return new JsonAnswer(json => Write(json, views, limit));
    }

    private static void Write(Utf8JsonWriter json, IReadOnlyList<StoredView> views, int limit)
    {
        json.WriteStartObject();
        json.WriteStartArray("items");
        foreach (var view in views.Take(limit))
        {
            json.WriteRawValue(view.Body!.Value.Span, skipInputValidation: true);
        }

        json.WriteEndArray();
        if (views.Count > limit)
        {
            json.WriteString("next", Cursor.Write(views[limit - 1].SortKey!));
        }

        json.WriteEndObject();
    }
}
