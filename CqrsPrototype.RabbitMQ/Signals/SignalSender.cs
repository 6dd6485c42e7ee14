using CqrsPrototype.EventSourcing.Messaging;
using CqrsPrototype.EventSourcing.Signals;
using CqrsPrototype.EventSourcing.Subscriptions;
using CqrsPrototype.Rabbit.Connecting;
using CqrsPrototype.Rabbit.Topology;
using Microsoft.Extensions.Logging;
using RabbitMQ.Client;

namespace CqrsPrototype.Rabbit.Signals;

/// <summary>Tells the other processes what was raised in this one: at once, and under load merged for a moment. Nothing is confirmed.</summary>
internal sealed class SignalSender(RabbitConnection connection, EventSourcingSignals signals, Guid self, TimeProvider time, ILogger logger)
{
    // Bounds the messages of a process to some hundred a second, however many commands it takes.
    private static readonly TimeSpan Spacing = TimeSpan.FromMilliseconds(2);

    public async Task RunAsync(CancellationToken stopping)
    {
        for (var failures = 1; ; failures++)
        {
            try
            {
                await TellAsync(() => failures = 1, stopping);
            }
            catch (BrokerUnavailableException)
            {
                // The connection has told it already. What was to be said is forgotten: whoever waits for it polls.
                await Task.Delay(Backoff.Default.After(failures, Random.Shared.NextDouble()), time, stopping);
            }
        }
    }

    private async Task TellAsync(Action onProgress, CancellationToken stopping)
    {
        var channel = await connection.OpenChannelAsync(null, stopping);
        try
        {
            await connection.CallAsync(token => RabbitTopology.DeclareSignalsAsync(channel, token), stopping);
            while (true)
            {
                var hints = await signals.Outbox.TakeAsync(time, stopping);
                if (!connection.IsBlocked)
                {
                    await connection.CallAsync(token => PublishAsync(channel, hints, token), stopping);
                    onProgress();
                }

                await Task.Delay(Spacing, time, stopping);
            }
        }
        finally
        {
            await Closing.CloseAsync(channel, logger);
        }
    }

    private Task PublishAsync(IChannel channel, Hints hints, CancellationToken cancellationToken) => channel.BasicPublishAsync(
        RabbitTopology.SignalsExchange, "", mandatory: false, new BasicProperties { ContentType = "application/json" },
        new SignalMessage(self, hints).Write(), cancellationToken).AsTask();
}
