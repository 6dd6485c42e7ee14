using CqrsPrototype.EventSourcing.Messaging;
using CqrsPrototype.Tests.Support;
using RabbitMQ.Client;

namespace CqrsPrototype.Tests.Rabbit;

/// <summary>A test with a virtual host of its own on the real broker. What is kept here ends with the test.</summary>
public abstract class BrokerTest : IAsyncLifetime
{
    private protected static readonly TimeSpan Limit = TimeSpan.FromMinutes(2);

    private readonly Stack<IAsyncDisposable> _kept = [];

    private protected static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private protected VirtualHost Host { get; private set; } = null!;

    public virtual async ValueTask InitializeAsync() => Host = Keep(await VirtualHost.CreateAsync());

    public async ValueTask DisposeAsync()
    {
        while (_kept.TryPop(out var kept))
        {
            await kept.DisposeAsync();
        }

        GC.SuppressFinalize(this);
    }

    private protected T Keep<T>(T kept)
        where T : IAsyncDisposable
    {
        _kept.Push(kept);
        return kept;
    }

    /// <summary>A process whose connections stand and whose queues are there.</summary>
    private protected async Task<Messaging> ReadyAsync(Messaging process)
    {
        await Keep(process).ReadyAsync();
        return process;
    }

    /// <summary>A channel as any other client has one.</summary>
    private protected async Task<IChannel> OpenChannelAsync(CreateChannelOptions? options = null)
    {
        var connection = Keep(await Host.Connections().CreateConnectionAsync(Cancel));
        return Keep(await connection.CreateChannelAsync(options, Cancel));
    }

    /// <summary>Takes what comes next. While the connection is away, it is asked for again.</summary>
    private protected static async Task<Delivery> ReceiveAsync(IEventConsumer consumer, int maxMessages)
    {
        Delivery? taken = null;
        await Eventually.Until("something comes", async () =>
        {
            try
            {
                taken = await consumer.ReceiveAsync(maxMessages, Cancel).AsTask().WaitAsync(Limit, Cancel);
                return true;
            }
            catch (BrokerUnavailableException)
            {
                return false;
            }
        });
        return taken!;
    }

    /// <summary>How many messages are in a queue with some. A broker that has much else to do says that there are none, when the queue itself is slow to answer.</summary>
    private protected async Task<uint> CountAsync(string queue)
    {
        uint count = 0;
        await Eventually.Until($"{queue} has messages", async () => (count = (await Host.QueueAsync(queue))?.MessageCount ?? 0) > 0);
        return count;
    }
}
