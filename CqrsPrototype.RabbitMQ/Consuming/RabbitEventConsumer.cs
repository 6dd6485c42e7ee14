using CqrsPrototype.EventSourcing.Messaging;
using CqrsPrototype.EventSourcing.Streams;
using CqrsPrototype.EventSourcing.Telemetry;
using CqrsPrototype.Rabbit.Connecting;
using CqrsPrototype.Rabbit.Messages;
using CqrsPrototype.Rabbit.Parking;
using CqrsPrototype.Rabbit.Topology;
using Microsoft.Extensions.Logging;

namespace CqrsPrototype.Rabbit.Consuming;

/// <summary>Takes events from a projection's queue. Messages that are no events are put aside for good, and the others go on.</summary>
internal sealed class RabbitEventConsumer(
    ProjectionQueue queue, RabbitConnection connection, RabbitMessagingOptions options, IParkedMessages parked, TimeProvider time, ILogger logger)
    : IEventConsumer, IAsyncDisposable
{
    private readonly SemaphoreSlim _turn = new(1);
    private ConsumerChannel? _channel;

    /// <inheritdoc/>
    public async ValueTask<Delivery> ReceiveAsync(int maxMessages, CancellationToken cancellationToken)
    {
        await _turn.WaitAsync(cancellationToken);
        try
        {
            while (true)
            {
                var channel = _channel ??= await ConsumerChannel.OpenAsync(
                    connection, queue.Name, (c, token) => RabbitTopology.DeclareAsync(c, queue, token), options.Prefetch, logger, cancellationToken);
                var messages = await channel.TakeAsync(maxMessages, cancellationToken);
                var events = await ReadAsync(channel, messages, cancellationToken);
                var (first, last) = (messages[0].Tag, messages[^1].Tag);
                if (events.Count > 0)
                {
                    return new TakenMessages(queue.Name, events).Deliver(token => channel.AcknowledgeAsync(first, last, token));
                }

                await channel.AcknowledgeAsync(first, last, cancellationToken);
            }
        }
        catch (BrokerUnavailableException)
        {
            await CloseAsync();
            throw;
        }
        finally
        {
            _turn.Release();
        }
    }

    /// <summary>Ends it; what was not acknowledged goes back to the queue.</summary>
    public ValueTask DisposeAsync() => CloseAsync();

    private async ValueTask<List<RecordedEvent>> ReadAsync(ConsumerChannel channel, IReadOnlyList<IncomingMessage> messages, CancellationToken cancellationToken)
    {
        var events = new List<RecordedEvent>(messages.Count);
        try
        {
            foreach (var message in messages)
            {
                var (recorded, problem) = EventMessageReader.Read(message.Properties, message.Body);
                if (recorded is not null)
                {
                    events.Add(recorded);
                    continue;
                }

                using var trace = EventSourcingTelemetry.Resume(EventMessageReader.TraceParentOf(message.Properties));
                await parked.ParkAsync(MessageToPark.Of(message, problem!, time.GetUtcNow()), cancellationToken);
                logger.Parked(queue.Name, problem!);
            }

            return events;
        }
        catch
        {
            // The store does not answer, or nobody waits any longer: whoever comes next begins again with the same messages.
            channel.PutBack(messages);
            throw;
        }
    }

    private async ValueTask CloseAsync()
    {
        if (_channel is { } channel)
        {
            _channel = null;
            await channel.DisposeAsync();
        }
    }
}
