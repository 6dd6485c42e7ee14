using CqrsPrototype.EventSourcing.Messaging;
using CqrsPrototype.EventSourcing.Signals;
using CqrsPrototype.EventSourcing.Subscriptions;
using CqrsPrototype.Rabbit.Connecting;
using CqrsPrototype.Rabbit.Consuming;
using CqrsPrototype.Rabbit.Topology;
using Microsoft.Extensions.Logging;

namespace CqrsPrototype.Rabbit.Signals;

/// <summary>Hears what other processes tell, from a queue of its own that goes with it.</summary>
internal sealed class SignalReceiver(RabbitConnection connection, EventSourcingSignals signals, Guid self, TimeProvider time, ILogger logger)
{
    private const ushort Prefetch = 1000;

    private readonly string _queue = $"{RabbitTopology.SignalsExchange}.{self:N}";

    public async Task RunAsync(CancellationToken stopping)
    {
        for (var failures = 1; ; failures++)
        {
            try
            {
                await using var channel = await ConsumerChannel.OpenAsync(
                    connection, _queue, (c, token) => RabbitTopology.DeclareSignalQueueAsync(c, _queue, token), Prefetch, logger, stopping);
                failures = 1;
                while (true)
                {
                    var messages = await channel.TakeAsync(Prefetch, stopping);
                    foreach (var message in messages)
                    {
                        if (SignalMessage.Read(message.Body.Span) is { } heard && heard.From != self)
                        {
                            signals.Hear(heard.Hints);
                        }
                    }

                    await channel.AcknowledgeAsync(messages[0].Tag, messages[^1].Tag, stopping);
                }
            }
            catch (BrokerUnavailableException)
            {
                // The connection has told it already; whoever waits polls meanwhile.
                await Task.Delay(Backoff.Default.After(failures, Random.Shared.NextDouble()), time, stopping);
            }
        }
    }
}
