using RabbitMQ.Client;

namespace CqrsPrototype.Tests.Rabbit;

/// <summary>A test with a virtual host of its own on the real broker. What is kept here ends with the test.</summary>
public abstract class BrokerTest : IAsyncLifetime
{
    private protected static readonly TimeSpan Limit = TimeSpan.FromMinutes(2);

    private readonly Stack<IAsyncDisposable> _kept = [];

    private protected static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private protected VirtualHost Host { get; private set; } = null!;

    public async ValueTask InitializeAsync() => Host = Keep(await VirtualHost.CreateAsync());

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

    /// <summary>A channel as any other client has one.</summary>
    private protected async Task<IChannel> OpenChannelAsync()
    {
        var connection = Keep(await Host.Connections().CreateConnectionAsync(Cancel));
        return Keep(await connection.CreateChannelAsync(cancellationToken: Cancel));
    }
}
