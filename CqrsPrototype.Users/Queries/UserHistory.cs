using System.Globalization;
using System.Text.Json;
using CqrsPrototype.EventSourcing.Streams;
using CqrsPrototype.ServiceDefaults.Http;
using CqrsPrototype.Users.Domain;
using CqrsPrototype.Users.Http;
using Microsoft.AspNetCore.Http;

namespace CqrsPrototype.Users.Queries;

/// <summary>Everything that happened to a user, oldest first, kept after deletion.</summary>
internal sealed class UserHistory(IEventStore events, StreamNaming naming)
{
    public async Task<IResult> GetAsync(HttpContext http)
    {
        if (AddressInPath.Parse(http, 1, out var wrong) is not { } email)
        {
            return UserProblems.Invalid(wrong!);
        }

        if (!Paging.TryParseLimit(http.Request.Query, out var limit))
        {
            return Paging.WrongLimit;
        }

        // What a page gives as next is the version of its last event.
        if (!QueryNumber.TryParse(http.Request.Query, "after", 0, long.MaxValue, out var after))
        {
            return Paging.WrongAfter;
        }

        var stream = await naming.StreamOfAsync(email, http.RequestAborted);
        var recorded = await events.ReadAsync(stream, new StreamVersion(after ?? 0), limit + 1, http.RequestAborted);
        return recorded.Count > 0 || (after > 0 && await ExistsAsync(stream, http.RequestAborted))
            ? new JsonAnswer(json => Write(json, recorded, limit))
            : UserProblems.Missing();
    }

    private async ValueTask<bool> ExistsAsync(StreamId stream, CancellationToken cancellationToken) =>
        (await events.ReadAsync(stream, StreamVersion.None, 1, cancellationToken)).Count > 0;

    private static void Write(Utf8JsonWriter json, IReadOnlyList<RecordedEvent> events, int limit)
    {
        json.WriteStartObject();
        json.WriteStartArray("items");
        foreach (var recorded in events.Take(limit).Where(recorded => !recorded.Event.IsVoid))
        {
            WriteEvent(json, recorded);
        }

        json.WriteEndArray();
        if (events.Count > limit)
        {
            json.WriteString("next", events[limit - 1].Version.Value.ToString(CultureInfo.InvariantCulture));
        }

        json.WriteEndObject();
    }

    private static void WriteEvent(Utf8JsonWriter json, RecordedEvent recorded)
    {
        json.WriteStartObject();
        json.WriteNumber("version", recorded.Version.Value);
        json.WriteString("type", recorded.Event.Type);
        json.WriteString("at", TimestampConverter.Text(recorded.At));
        json.WritePropertyName("data");
        json.WriteRawValue(recorded.Event.Data.Span);
        if (recorded.Metadata.CorrelationId is { } correlationId)
        {
            json.WriteString("correlationId", correlationId);
        }

        if (recorded.Position is { } position)
        {
            json.WriteNumber("position", position.Value);
        }

        json.WriteEndObject();
    }
}
