using CqrsPrototype.EventSourcing.Messaging;
using CqrsPrototype.EventSourcing.Streams;
using CqrsPrototype.EventSourcing.Subscriptions;
using CqrsPrototype.EventSourcing.Telemetry;
using CqrsPrototype.Rabbit.Connecting;
using CqrsPrototype.Rabbit.Consuming;
using CqrsPrototype.Rabbit.Messages;
using CqrsPrototype.Rabbit.Topology;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace CqrsPrototype.Rabbit.Parking;

/// <summary>Moves what the broker has given up on to where a person can see it. Any number of processes may run one.</summary>
internal sealed class ParkedMessageCollector(
    RabbitConnections connections, RabbitTopology topology, IParkedMessages parked, TimeProvider time, ILogger<ParkedMessageCollector> logger)
    : BackgroundService
{
    private const int BatchSize = 50;

    /// <inheritdoc/>
    protected override Task ExecuteAsync(CancellationToken stoppingToken) =>
        Task.WhenAll(topology.Queues.Select(queue => queue.ParkedName).Distinct().Select(queue => CollectAsync(queue, stoppingToken)));

    private async Task CollectAsync(string queue, CancellationToken stoppingToken)
    {
        for (var failures = 1; !stoppingToken.IsCancellationRequested; failures++)
        {
            try
            {
                await using var channel = await ConsumerChannel.OpenAsync(
                    connections.Consuming, queue, (c, token) => RabbitTopology.DeclareParkedAsync(c, queue, token), BatchSize, logger, stoppingToken);
                await MoveAsync(channel, () => failures = 1, stoppingToken);
            }
            catch (Exception exception) when (exception is BrokerUnavailableException or EventStoreUnavailableException)
            {
                var wait = Backoff.Default.After(failures, Random.Shared.NextDouble());
                logger.CollectorWaits(queue, exception.Message, wait.TotalMilliseconds);
                await Task.Delay(wait, time, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
        }
    }

    // Runs until the channel is lost, the store does not answer, or the process stops.
    private async Task MoveAsync(ConsumerChannel channel, Action onProgress, CancellationToken stoppingToken)
    {
        while (true)
        {
            var messages = await channel.TakeAsync(BatchSize, stoppingToken);
            foreach (var message in messages)
            {
                using var trace = EventSourcingTelemetry.Resume(EventMessageReader.TraceParentOf(message.Properties));
                var entry = MessageToPark.GivenUp(message, time.GetUtcNow());
                await parked.ParkAsync(entry, stoppingToken);
                logger.GivenUp(entry.Properties[MessageToPark.Queue], entry.Reason);
            }

            await channel.AcknowledgeAsync(messages[0].Tag, messages[^1].Tag, stoppingToken);
            onProgress();
        }
    }
}
