using CqrsPrototype.EventSourcing.Messaging;
using CqrsPrototype.EventSourcing.Streams;
using CqrsPrototype.EventSourcing.Telemetry;
using CqrsPrototype.Rabbit.Connecting;
using CqrsPrototype.Rabbit.Messages;
using CqrsPrototype.Rabbit.Telemetry;
using CqrsPrototype.Rabbit.Topology;
using Microsoft.Extensions.Logging;

namespace CqrsPrototype.Rabbit.Publishing;

/// <summary>Publishes events on one channel, which is opened anew, with everything declared again, after each failure.</summary>
internal sealed class RabbitEventPublisher(
    RabbitConnections connections, RabbitTopology topology, RabbitMessagingOptions options, PublishingHealth health,
    TimeProvider time, ILogger<RabbitEventPublisher> logger) : IEventPublisher, IAsyncDisposable
{
    private static readonly KeyValuePair<string, object?>[] Tags =
    [
        new(BrokerTelemetry.SystemTag, BrokerTelemetry.System), new(BrokerTelemetry.OperationTag, BrokerTelemetry.Publish),
        new(BrokerTelemetry.DestinationTag, RabbitTopology.EventsExchange),
    ];

    private readonly SemaphoreSlim _turn = new(1);
    private ConfirmedChannel? _channel;

    /// <inheritdoc/>
    public async ValueTask PublishAsync(IReadOnlyList<RecordedEvent> events, CancellationToken cancellationToken)
    {
        await _turn.WaitAsync(cancellationToken);
        EventSpans? spans = null;
        try
        {
            _channel ??= await ConfirmedChannel.OpenAsync(
                connections.Publishing, topology.DeclareAsync, options.PublishWindow, time, logger, cancellationToken);
            spans = MessageSpans.Publish(RabbitTopology.EventsExchange, events);
            await _channel.SendAsync(events.Select((recorded, i) => MessageOf(recorded.Within(spans?[i]))), cancellationToken);
            BrokerTelemetry.Sent.Add(events.Count, Tags);
            health.Confirmed();
        }
        catch (Exception exception)
        {
            spans?.Fail(exception);
            BrokerTelemetry.Sent.Add(_channel is null ? 0 : events.Count, [.. Tags, new("error.type", exception.GetType().FullName)]);
            await GiveUpAsync();
            throw;
        }
        finally
        {
            spans?.Dispose();
            _turn.Release();
        }
    }

    /// <summary>Closes the channel.</summary>
    public ValueTask DisposeAsync() => GiveUpAsync();

    private static OutgoingMessage MessageOf(RecordedEvent recorded) =>
        new(RabbitTopology.EventsExchange, recorded.Event.Type, EventMessage.Write(recorded), recorded.Event.Data);

    private async ValueTask GiveUpAsync()
    {
        if (_channel is not { } channel)
        {
            return;
        }

        _channel = null;
        if (channel.Unroutable is { } key && health.Returned(key) == PublishingHealth.Alarming)
        {
            logger.Unroutable(key, RabbitTopology.EventsExchange);
        }

        await channel.DisposeAsync();
    }
}
