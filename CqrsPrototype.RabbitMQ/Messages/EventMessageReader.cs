using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Unicode;
using CqrsPrototype.EventSourcing.Log;
using CqrsPrototype.EventSourcing.Streams;
using RabbitMQ.Client;

namespace CqrsPrototype.Rabbit.Messages;

/// <summary>Reads messages back as events. Whether an event's type is known is not asked here: that concerns its stream alone.</summary>
internal static class EventMessageReader
{
    private const string NotJson = "The body is not JSON in UTF-8.";

    /// <summary>Reads a message.</summary>
    /// <returns>The event, or why there is none: a sentence.</returns>
    public static (RecordedEvent? Event, string? Problem) Read(IReadOnlyBasicProperties properties, ReadOnlyMemory<byte> body)
    {
        var headers = properties.Headers;
        if (!Guid.TryParse(Text(headers, MessageHeaders.Id), out var id))
        {
            return Unreadable(MessageHeaders.Id, "a UUID");
        }

        if (Text(headers, MessageHeaders.Type) is not { Length: > 0 } type)
        {
            return Unreadable(MessageHeaders.Type, "the type of an event");
        }

        if (!StreamId.TryParse(Text(headers, MessageHeaders.Stream), out var stream))
        {
            return Unreadable(MessageHeaders.Stream, "the name of a stream");
        }

        if (Number(headers, MessageHeaders.StreamVersion) is not (> 0 and var version))
        {
            return Unreadable(MessageHeaders.StreamVersion, "a number from 1 on");
        }

        if (!DateTimeOffset.TryParse(Text(headers, MessageHeaders.Time), CultureInfo.InvariantCulture, DateTimeStyles.AdjustToUniversal, out var at))
        {
            return Unreadable(MessageHeaders.Time, "a time as RFC 3339 writes it");
        }

        if (!DataSchema.TryParse(Text(headers, MessageHeaders.DataSchema), type, out var schema))
        {
            return Unreadable(MessageHeaders.DataSchema, $"a schema of '{type}', such as {DataSchema.Of(type, 1)}");
        }

        if (ProblemOf(body.Span) is { } problem)
        {
            return (null, problem);
        }

        var metadata = new EventMetadata(
            Text(headers, MessageHeaders.CorrelationId), Text(headers, MessageHeaders.CausationId), Text(headers, MessageHeaders.TraceParent));
        var position = Number(headers, MessageHeaders.Position) is { } place ? new GlobalPosition(place) : (GlobalPosition?)null;
        return (new RecordedEvent(stream, new StreamVersion(version), new EventData(id, type, schema, body), at, metadata, position), null);
    }

    /// <summary>The trace that a message belongs to, as far as it says so; it need be no event.</summary>
    public static string? TraceParentOf(IReadOnlyBasicProperties properties) => Text(properties.Headers, MessageHeaders.TraceParent);

    private static (RecordedEvent?, string) Unreadable(string header, string expected) => (null, $"The header '{header}' is not {expected}.");

    private static string? ProblemOf(ReadOnlySpan<byte> body)
    {
        if (body.Length > CommitLimits.MaxEventBytes)
        {
            return $"The body has more bytes than the {CommitLimits.MaxEventBytes} that an event has at most.";
        }

        try
        {
            var json = new Utf8JsonReader(body);
            while (json.Read())
            {
            }

            return Utf8.IsValid(body) ? null : NotJson;
        }
        catch (JsonException)
        {
            return NotJson;
        }
    }

    private static long? Number(IDictionary<string, object?>? headers, string name) =>
        long.TryParse(Text(headers, name), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;

    // Strings come as bytes.
    private static string? Text(IDictionary<string, object?>? headers, string name)
    {
        var value = headers is not null && headers.TryGetValue(name, out var found) ? found : null;
        return value switch
        {
            byte[] bytes => Encoding.UTF8.GetString(bytes),
            string text => text,
            _ => null,
        };
    }
}
