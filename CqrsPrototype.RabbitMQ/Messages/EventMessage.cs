using System.Globalization;
using CqrsPrototype.EventSourcing.Streams;
using RabbitMQ.Client;

namespace CqrsPrototype.Rabbit.Messages;

/// <summary>Writes events as messages that a client in any language can use. The body is the event's data as it is stored.</summary>
internal static class EventMessage
{
    /// <summary>Who sends: the property <c>app_id</c>.</summary>
    public const string AppId = "cqrs-prototype";

    /// <summary>The source of all events, for CloudEvents.</summary>
    public const string Source = "urn:cqrs-prototype";

    /// <summary>The version of CloudEvents.</summary>
    public const string SpecVersion = "1.0";

    /// <summary>The form of the body.</summary>
    public const string ContentType = "application/json";

    /// <summary>RFC 3339, in UTC, with milliseconds.</summary>
    public const string TimeFormat = "yyyy-MM-dd'T'HH:mm:ss.fff'Z'";

    /// <summary>Properties and headers of an event's message. Those whose value is not known are left out.</summary>
    public static BasicProperties Write(RecordedEvent recorded)
    {
        var (id, stream) = (recorded.Event.Id.ToString(), recorded.Stream.Value);
        var headers = new Dictionary<string, object?>(16)
        {
            [MessageHeaders.Id] = id,
            [MessageHeaders.Source] = Source,
            [MessageHeaders.SpecVersion] = SpecVersion,
            [MessageHeaders.Type] = recorded.Event.Type,
            [MessageHeaders.Subject] = stream,
            [MessageHeaders.Time] = recorded.At.UtcDateTime.ToString(TimeFormat, CultureInfo.InvariantCulture),
            [MessageHeaders.DataSchema] = DataSchema.Of(recorded.Event.Type, recorded.Event.SchemaVersion),
            [MessageHeaders.Stream] = stream,
            [MessageHeaders.StreamVersion] = recorded.Version.Value.ToString(CultureInfo.InvariantCulture),
        };
        AddKnown(headers, MessageHeaders.Position, recorded.Position?.ToString());
        AddKnown(headers, MessageHeaders.CorrelationId, recorded.Metadata.CorrelationId);
        AddKnown(headers, MessageHeaders.CausationId, recorded.Metadata.CausationId);
        AddKnown(headers, MessageHeaders.TraceParent, recorded.Metadata.TraceParent);
        var properties = new BasicProperties
        {
            MessageId = id,
            Type = recorded.Event.Type,
            Timestamp = new AmqpTimestamp(recorded.At.ToUnixTimeSeconds()),
            ContentType = ContentType,
            AppId = AppId,
            Persistent = true,
            Headers = headers,
        };
        if (recorded.Metadata.CorrelationId is { } correlation)
        {
            properties.CorrelationId = correlation;
        }

        return properties;
    }

    private static void AddKnown(Dictionary<string, object?> headers, string name, string? value)
    {
        if (value is not null)
        {
            headers.Add(name, value);
        }
    }
}
