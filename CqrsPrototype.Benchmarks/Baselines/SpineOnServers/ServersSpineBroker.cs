using System.Text.Json;
using System.Threading.Channels;
using CqrsPrototype.Benchmarks.Baselines.RawMongo;
using CqrsPrototype.Benchmarks.Baselines.RawRabbit;
using RabbitMQ.Client;
using RabbitMQ.Client.Events;

namespace CqrsPrototype.Benchmarks.Baselines.SpineOnServers;

/// <summary>Publishes what was stored, and writes what comes back into documents, a batch at a time.</summary>
internal sealed class ServersSpineBroker : IAsyncDisposable
{
    private const string Exchange = "spine_events";
    private const string Queue = "spine";

    private readonly Channel<byte[]> _outbox = Channel.CreateBounded<byte[]>(new BoundedChannelOptions(10_000) { SingleReader = true });
    private readonly Channel<(ulong Tag, Person Person)> _inbox = Channel.CreateBounded<(ulong, Person)>(new BoundedChannelOptions(RawViews.Batch));
    private readonly IConnection _connection;

    private ServersSpineBroker(IConnection connection) => _connection = connection;

    public static async Task<ServersSpineBroker> StartAsync(Uri messaging, RawViews views)
    {
        var broker = new ServersSpineBroker(await new ConnectionFactory { Uri = messaging }.CreateConnectionAsync());
        var publishing = await broker._connection.CreateChannelAsync(new CreateChannelOptions(true, true, outstandingPublisherConfirmationsRateLimiter: null));
        await publishing.ExchangeDeclareAsync(Exchange, ExchangeType.Topic, durable: true);
        await publishing.QueueDeclareAsync(Queue, durable: true, exclusive: false, autoDelete: false, new Dictionary<string, object?> { ["x-queue-type"] = "quorum" });
        await publishing.QueueBindAsync(Queue, Exchange, RawMessages.RoutingKey);
        var consuming = await broker._connection.CreateChannelAsync();
        await consuming.BasicQosAsync(0, RawViews.Batch, global: false);
        var consumer = new AsyncEventingBasicConsumer(consuming);
        consumer.ReceivedAsync += async (_, message) => await broker._inbox.Writer.WriteAsync(
            (message.DeliveryTag, JsonSerializer.Deserialize(message.Body.Span, PersonJson.Default.Person)!));
        await consuming.BasicConsumeAsync(Queue, autoAck: false, consumer);

        // They end with the process, which is killed.
        _ = Task.Run(() => broker.PublishAsync(publishing));
        _ = Task.Run(() => broker.ProjectAsync(consuming, views));
        return broker;
    }

    /// <summary>Takes an event to publish; it is not waited for.</summary>
    public void Publish(byte[] data)
    {
        if (!_outbox.Writer.TryWrite(data))
        {
            throw new InvalidOperationException("The broker does not keep up.");
        }
    }

    public ValueTask DisposeAsync() => _connection.DisposeAsync();

    private async Task PublishAsync(IChannel channel)
    {
        var unconfirmed = new Queue<Task>();
        await foreach (var data in _outbox.Reader.ReadAllAsync())
        {
            while (unconfirmed.TryPeek(out var oldest) && (oldest.IsCompleted || unconfirmed.Count == RawQueue.Outstanding))
            {
                await unconfirmed.Dequeue();
            }

            unconfirmed.Enqueue(channel.BasicPublishAsync(Exchange, RawMessages.RoutingKey, true, RawMessages.Properties, data).AsTask());
        }
    }

    private async Task ProjectAsync(IChannel channel, RawViews views)
    {
        var (batch, now) = (new Dictionary<string, Person>(), TimeProvider.System.GetUtcNow());
        while (await _inbox.Reader.WaitToReadAsync())
        {
            var last = 0UL;
            batch.Clear();
            while (batch.Count < RawViews.Batch && _inbox.Reader.TryRead(out var message))
            {
                last = message.Tag;
                batch[message.Person.Email] = message.Person with { Version = 1, CreatedAt = now, UpdatedAt = now };
            }

            await views.WriteAsync(batch, CancellationToken.None);
            await channel.BasicAckAsync(last, multiple: true);
        }
    }
}
