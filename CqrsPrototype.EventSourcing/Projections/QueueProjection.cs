using CqrsPrototype.EventSourcing.Messaging;
using CqrsPrototype.EventSourcing.Streams;
using CqrsPrototype.EventSourcing.Subscriptions;
using Microsoft.Extensions.Logging;

namespace CqrsPrototype.EventSourcing.Projections;

/// <summary>Feeds a projection from a queue: takes what is there, brings the views up to it, acknowledges.</summary>
/// <remarks>While a store does not answer, the batch stays unacknowledged here and is tried again; nothing is sent back to the queue.</remarks>
public sealed class QueueProjection(
    IEventConsumer consumer, IViewUpdater updater, TimeProvider time, ILogger<QueueProjection> logger, Random? random = null)
{
    /// <summary>Most messages taken at once: behind a backlog, many events of one stream are then written as one.</summary>
    public const int BatchSize = 1000;

    private readonly Random _random = random ?? Random.Shared;

    /// <summary>Runs until it is cancelled.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            var delivery = await InsistAsync(token => consumer.ReceiveAsync(BatchSize, token), cancellationToken);
            await InsistAsync(
                async token =>
                {
                    await updater.UpdateAsync(delivery.Events, token);
                    return true;
                },
                cancellationToken);
            await AcknowledgeAsync(delivery, cancellationToken);
        }
    }

    // A store or broker that is away is told by its adapter. Whatever else it is must not end the process: all that is unacknowledged
    // would come back, to end the next one, until the broker has given up on messages that have done nothing.
    private void Report(Exception exception, TimeSpan wait)
    {
        if (exception is EventStoreUnavailableException or BrokerUnavailableException)
        {
            logger.QueueProjectionWaits(exception.Message, wait.TotalMilliseconds);
        }
        else
        {
            logger.QueueProjectionFailed(exception, wait.TotalMilliseconds);
        }
    }

    private async ValueTask AcknowledgeAsync(Delivery delivery, CancellationToken cancellationToken)
    {
        try
        {
            await delivery.AcknowledgeAsync(cancellationToken);
        }
        catch (BrokerUnavailableException exception)
        {
            logger.AcknowledgementLost(exception, delivery.Events.Count);
        }
    }

    private async ValueTask<T> InsistAsync<T>(Func<CancellationToken, ValueTask<T>> act, CancellationToken cancellationToken)
    {
        for (var failures = 1; ; failures++)
        {
            try
            {
                return await act(cancellationToken);
            }
            catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
            {
                var wait = Backoff.Default.After(failures, _random.NextDouble());
                Report(exception, wait);
                await Task.Delay(wait, time, cancellationToken);
            }
        }
    }
}
