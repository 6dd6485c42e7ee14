using CqrsPrototype.EventSourcing.Messaging;

namespace CqrsPrototype.Benchmarks.Product;

/// <summary>Tells when so many events were acknowledged.</summary>
internal sealed class CountingConsumer(IEventConsumer consumer, long count) : IEventConsumer
{
    private readonly TaskCompletionSource _all = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private long _left = count;

    public Task All => _all.Task;

    public async ValueTask<Delivery> ReceiveAsync(int maxMessages, CancellationToken cancellationToken)
    {
        var delivery = await consumer.ReceiveAsync(maxMessages, cancellationToken);
        return new Delivery(delivery.Events, token => AcknowledgeAsync(delivery, token));
    }

    private async ValueTask AcknowledgeAsync(Delivery delivery, CancellationToken cancellationToken)
    {
        await delivery.AcknowledgeAsync(cancellationToken);
        if (Interlocked.Add(ref _left, -delivery.Events.Count) <= 0)
        {
            _all.TrySetResult();
        }
    }
}
