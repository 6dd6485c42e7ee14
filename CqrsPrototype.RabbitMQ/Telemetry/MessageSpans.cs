using System.Diagnostics;
using CqrsPrototype.EventSourcing.Streams;
using CqrsPrototype.EventSourcing.Telemetry;

namespace CqrsPrototype.Rabbit.Telemetry;

/// <summary>Spans of messages, by the conventions for messaging.</summary>
internal static class MessageSpans
{
    /// <summary>Begins the spans of messages that are sent.</summary>
    public static EventSpans? Publish(string exchange, IReadOnlyList<RecordedEvent> events) =>
        Start(BrokerTelemetry.Publish, "send", ActivityKind.Producer, exchange, events);

    /// <summary>Begins the spans of messages that were taken.</summary>
    public static EventSpans? Process(string queue, IReadOnlyList<RecordedEvent> events) =>
        Start(BrokerTelemetry.Process, BrokerTelemetry.Process, ActivityKind.Consumer, queue, events);

    private static EventSpans? Start(string operation, string type, ActivityKind kind, string destination, IReadOnlyList<RecordedEvent> events)
    {
        var spans = EventSpans.Start(BrokerTelemetry.Source, $"{operation} {destination}", kind, events, recorded => recorded.Metadata.TraceParent);
        for (var i = 0; spans is not null && i < events.Count; i++)
        {
            var (data, metadata) = (events[i].Event, events[i].Metadata);
            spans[i]?.SetTag(BrokerTelemetry.SystemTag, BrokerTelemetry.System)
                .SetTag(BrokerTelemetry.OperationTag, operation)
                .SetTag(BrokerTelemetry.OperationTypeTag, type)
                .SetTag(BrokerTelemetry.DestinationTag, destination)
                .SetTag("messaging.message.id", data.Id.ToString())
                .SetTag("messaging.message.conversation_id", metadata.CorrelationId)
                .SetTag("messaging.message.body.size", data.Data.Length)
                .SetTag("messaging.rabbitmq.destination.routing_key", data.Type)
                .SetTag("cqrs.event.type", data.Type);
        }

        return spans;
    }
}
