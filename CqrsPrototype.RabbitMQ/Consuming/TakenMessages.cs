using System.Diagnostics;
using CqrsPrototype.EventSourcing.Messaging;
using CqrsPrototype.EventSourcing.Streams;
using CqrsPrototype.EventSourcing.Telemetry;
using CqrsPrototype.Rabbit.Telemetry;

namespace CqrsPrototype.Rabbit.Consuming;

/// <summary>Events that were taken from a queue together, as telemetry tells it: from their arrival to their acknowledgement.</summary>
internal sealed class TakenMessages
{
    private readonly long _begin = Stopwatch.GetTimestamp();
    private readonly KeyValuePair<string, object?>[] _tags;
    private readonly IReadOnlyList<RecordedEvent> _events;
    private readonly EventSpans? _spans;

    public TakenMessages(string queue, IReadOnlyList<RecordedEvent> events)
    {
        _tags =
        [
            new(BrokerTelemetry.SystemTag, BrokerTelemetry.System), new(BrokerTelemetry.OperationTag, BrokerTelemetry.Process),
            new(BrokerTelemetry.DestinationTag, queue),
        ];
        _spans = MessageSpans.Process(queue, events);
        _events = _spans is null ? events : [.. events.Select((recorded, i) => recorded.Within(_spans[i]))];
        BrokerTelemetry.Consumed.Add(events.Count, _tags);
    }

    /// <summary>Gives them to whoever projects them.</summary>
    public Delivery Deliver(Func<CancellationToken, ValueTask> acknowledge) =>
        new(_events, async token =>
        {
            using var ended = _spans;
            try
            {
                await acknowledge(token);
                Record(_tags);
            }
            catch (Exception exception)
            {
                _spans?.Fail(exception);
                Record([.. _tags, new("error.type", exception.GetType().FullName)]);
                throw;
            }
        });

    private void Record(KeyValuePair<string, object?>[] tags) =>
        BrokerTelemetry.ProcessDuration.Record(Stopwatch.GetElapsedTime(_begin).TotalSeconds, tags);
}
