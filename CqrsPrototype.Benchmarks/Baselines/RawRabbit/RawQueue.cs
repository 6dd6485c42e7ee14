using System.Diagnostics;
using CqrsPrototype.Benchmarks.Backing;
using RabbitMQ.Client;
using RabbitMQ.Client.Events;

namespace CqrsPrototype.Benchmarks.Baselines.RawRabbit;

/// <summary>What the client library does with nothing around it, on a quorum queue behind a topic exchange.</summary>
internal sealed class RawQueue : IAsyncDisposable
{
    /// <summary>How many messages are unconfirmed at once: as many as the product's.</summary>
    public const int Outstanding = 128;

    private const string Exchange = "raw_events";
    private const string Queue = "raw";
    private const string Binding = "user.*";
    private const ushort Prefetch = 1000;
    private const int AcknowledgedAtOnce = 100;

    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(2);

    private readonly IConnection _connection;

    private RawQueue(IConnection connection) => _connection = connection;

    public static async Task<RawQueue> CreateAsync(OwnServers servers, CancellationToken cancellationToken)
    {
        var queue = new RawQueue(await servers.ConnectAsync(cancellationToken));
        await using var channel = await queue._connection.CreateChannelAsync(cancellationToken: cancellationToken);
        await channel.ExchangeDeclareAsync(Exchange, ExchangeType.Topic, durable: true, cancellationToken: cancellationToken);
        await channel.QueueDeclareAsync(
            Queue, durable: true, exclusive: false, autoDelete: false, new Dictionary<string, object?> { ["x-queue-type"] = "quorum" }, cancellationToken: cancellationToken);
        await channel.QueueBindAsync(Queue, Exchange, Binding, cancellationToken: cancellationToken);
        return queue;
    }

    /// <summary>Publishes persistent, mandatory messages, each confirmed, with 128 on their way.</summary>
    /// <returns>Messages per second.</returns>
    public async Task<double> PublishAsync(int messages, CancellationToken cancellationToken)
    {
        await using var channel = await _connection.CreateChannelAsync(new CreateChannelOptions(true, true, outstandingPublisherConfirmationsRateLimiter: null), cancellationToken);
        var unconfirmed = new Queue<Task>(Outstanding);
        var begin = Stopwatch.GetTimestamp();
        for (var i = 0; i < messages; i++)
        {
            if (unconfirmed.Count == Outstanding)
            {
                await unconfirmed.Dequeue();
            }

            unconfirmed.Enqueue(channel.BasicPublishAsync(Exchange, RawMessages.RoutingKey, true, RawMessages.Properties, RawMessages.Body, cancellationToken).AsTask());
        }

        await Task.WhenAll(unconfirmed);
        return messages / Stopwatch.GetElapsedTime(begin).TotalSeconds;
    }

    /// <summary>Fills the queue, which is not measured, and takes everything from it, acknowledging a hundred at a time.</summary>
    /// <returns>Messages per second.</returns>
    public async Task<double> ConsumeAsync(int messages, CancellationToken cancellationToken)
    {
        await PublishAsync(messages, cancellationToken);
        await using var channel = await _connection.CreateChannelAsync(cancellationToken: cancellationToken);
        await channel.BasicQosAsync(0, Prefetch, global: false, cancellationToken);
        var (all, taken) = (new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously), 0);
        var consumer = new AsyncEventingBasicConsumer(channel);
        consumer.ReceivedAsync += async (_, message) =>
        {
            taken++;
            if (taken % AcknowledgedAtOnce == 0 || taken == messages)
            {
                await channel.BasicAckAsync(message.DeliveryTag, multiple: true, cancellationToken);
            }

            if (taken == messages)
            {
                all.SetResult();
            }
        };

        var begin = Stopwatch.GetTimestamp();
        await channel.BasicConsumeAsync(Queue, autoAck: false, consumer, cancellationToken);
        await all.Task.WaitAsync(Limit, TimeProvider.System, cancellationToken);
        return messages / Stopwatch.GetElapsedTime(begin).TotalSeconds;
    }

    /// <summary>Empties it.</summary>
    public async Task PurgeAsync(CancellationToken cancellationToken)
    {
        await using var channel = await _connection.CreateChannelAsync(cancellationToken: cancellationToken);
        await channel.QueuePurgeAsync(Queue, cancellationToken);
    }

    public ValueTask DisposeAsync() => _connection.DisposeAsync();
}
