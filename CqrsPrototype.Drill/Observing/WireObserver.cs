using CqrsPrototype.Drill.Evidence;
using RabbitMQ.Client;
using RabbitMQ.Client.Events;
using RabbitMQ.Client.Exceptions;

namespace CqrsPrototype.Drill.Observing;

/// <summary>A consumer of <c>domain_events</c> with a durable queue of its own: it receives what any other system would.</summary>
internal sealed class WireObserver : IAsyncDisposable
{
    private const string Exchange = "domain_events";
    private const ushort Prefetch = 500;

    private static readonly TimeSpan RetryPause = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(10);

    private readonly ConnectionFactory _factory;
    private readonly TimeProvider _time;
    private readonly string _queue = $"drill.{Guid.NewGuid():N}";
    private readonly CancellationTokenSource _stop = new();
    private readonly Lock _lock = new();
    private readonly List<WireMessage> _received = [];
    private readonly HashSet<(string, long)> _distinct = [];
    private Task _running = Task.CompletedTask;
    private int _losses;

    private WireObserver(string connection, TimeProvider time)
    {
        _time = time;
        _factory = new ConnectionFactory
        {
            Uri = new Uri(connection),
            AutomaticRecoveryEnabled = false,
            TopologyRecoveryEnabled = false,
            RequestedConnectionTimeout = Limit,
            RequestedHeartbeat = Limit,
            ClientProvidedName = "drill",
        };
    }

    /// <summary>What has been received, in order.</summary>
    public IReadOnlyList<WireMessage> Received
    {
        get
        {
            lock (_lock)
            {
                return [.. _received];
            }
        }
    }

    /// <summary>How many different events have been received.</summary>
    public int Distinct
    {
        get
        {
            lock (_lock)
            {
                return _distinct.Count;
            }
        }
    }

    /// <summary>How often the broker had lost the queue, which is bound again when this counts.</summary>
    public int Losses => Volatile.Read(ref _losses);

    /// <summary>Declares the queue, binds it to all events of users, and begins to receive.</summary>
    public static async Task<WireObserver> StartAsync(string connection, TimeProvider time, CancellationToken cancellationToken)
    {
        var observer = new WireObserver(connection, time);
        await using (var broker = await observer._factory.CreateConnectionAsync(cancellationToken))
        await using (var channel = await broker.CreateChannelAsync(cancellationToken: cancellationToken))
        {
            await observer.DeclareAsync(channel, cancellationToken);
        }

        observer._running = observer.RunAsync(observer._stop.Token);
        return observer;
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _running;
        _stop.Dispose();
    }

    private async Task RunAsync(CancellationToken stop)
    {
        while (!stop.IsCancellationRequested)
        {
            try
            {
                await using var connection = await _factory.CreateConnectionAsync(stop);
                if (!await QueueExistsAsync(connection, stop))
                {
                    await using var declaring = await connection.CreateChannelAsync(cancellationToken: stop);
                    await DeclareAsync(declaring, stop);
                    Interlocked.Increment(ref _losses);
                }

                await ReceiveAsync(connection, stop);
            }
            catch (Exception exception) when (exception is BrokerUnreachableException or RabbitMQClientException or IOException or TimeoutException or OperationCanceledException)
            {
                // The broker is away: everything is tried again.
            }

            await Task.Delay(RetryPause, _time, stop).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task ReceiveAsync(IConnection connection, CancellationToken stop)
    {
        await using var channel = await connection.CreateChannelAsync(cancellationToken: stop);
        await channel.BasicQosAsync(0, Prefetch, global: false, stop);
        var ended = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        channel.ChannelShutdownAsync += (_, _) =>
        {
            ended.TrySetResult();
            return Task.CompletedTask;
        };
        var consumer = new AsyncEventingBasicConsumer(channel);
        consumer.ReceivedAsync += async (_, delivery) =>
        {
            Keep(WireMessages.Read(delivery));
            await channel.BasicAckAsync(delivery.DeliveryTag, multiple: false, stop);
        };
        await channel.BasicConsumeAsync(_queue, autoAck: false, consumer, stop);
        await ended.Task.WaitAsync(stop);
    }

    private async Task<bool> QueueExistsAsync(IConnection connection, CancellationToken cancellationToken)
    {
        try
        {
            await using var channel = await connection.CreateChannelAsync(cancellationToken: cancellationToken);
            await channel.QueueDeclarePassiveAsync(_queue, cancellationToken);
            return true;
        }
        catch (OperationInterruptedException exception) when (exception.ShutdownReason?.ReplyCode == 404)
        {
            return false;
        }
    }

    // The product declares the exchange in the same way.
    private async Task DeclareAsync(IChannel channel, CancellationToken cancellationToken)
    {
        await channel.ExchangeDeclareAsync(Exchange, ExchangeType.Topic, durable: true, cancellationToken: cancellationToken);
        await channel.QueueDeclareAsync(
            _queue, durable: true, exclusive: false, autoDelete: false, new Dictionary<string, object?> { ["x-queue-type"] = "quorum", ["x-delivery-limit"] = -1 },
            cancellationToken: cancellationToken);
        await channel.QueueBindAsync(_queue, Exchange, "user.*", cancellationToken: cancellationToken);
    }

    private void Keep(WireMessage message)
    {
        lock (_lock)
        {
            _received.Add(message);
            _distinct.Add((message.Stream, message.Version));
        }
    }
}
