using CqrsPrototype.EventSourcing.Messaging;
using CqrsPrototype.EventSourcing.Signals;
using Microsoft.Extensions.Logging;
using RabbitMQ.Client;

namespace CqrsPrototype.Rabbit.Connecting;

/// <summary>One connection to the broker: made when it is first asked for, then kept up in the background. Nobody waits for it for ever.</summary>
/// <remarks>The client's own recovery is off: it brings back queues that somebody has deleted. Whoever opens a channel declares what it needs.</remarks>
internal sealed class RabbitConnection : IAsyncDisposable
{
    /// <summary>How long one call of the broker may take: to connect, to open a channel, to declare.</summary>
    public static readonly TimeSpan CallTimeout = TimeSpan.FromSeconds(10);

    // Who asks while the broker is away is told so after this.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    private readonly ConnectionStatus _status;
    private readonly ConnectionKeeper _keeper;
    private readonly TimeProvider _time;
    private readonly CancellationTokenSource _stopping = new();
    private readonly Lock _lock = new();
    private Task? _keeping;

    /// <param name="factory">Makes connections; its own recovery has been turned off.</param>
    /// <param name="purpose">What it is for, for people.</param>
    /// <param name="time">The clock of the waits.</param>
    /// <param name="logger">Gets one line when the connection is lost and one when it is back.</param>
    public RabbitConnection(IConnectionFactory factory, string purpose, TimeProvider time, ILogger logger)
    {
        Broker = BrokerAddress.Of(factory);
        _time = time;
        _status = new ConnectionStatus(time);
        _keeper = new ConnectionKeeper(factory, Broker, purpose, _status, time, logger);
    }

    /// <summary>Where the broker is.</summary>
    public BrokerAddress Broker { get; }

    /// <summary>How the connection stands now.</summary>
    public BrokerState State => _status.State;

    /// <summary>Whether the broker takes no messages for now.</summary>
    public bool IsBlocked => State.Kind == BrokerState.Is.Blocked;

    /// <summary>Sees to it that there is a connection sooner or later.</summary>
    public void Demand()
    {
        lock (_lock)
        {
            _keeping ??= Task.Run(() => _keeper.RunAsync(_stopping.Token));
        }
    }

    /// <summary>Opens a channel, waiting a few seconds for the connection.</summary>
    /// <exception cref="BrokerUnavailableException">There is none; the message says since when, why, and what to do.</exception>
    public async ValueTask<IChannel> OpenChannelAsync(CreateChannelOptions? options, CancellationToken cancellationToken)
    {
        var connection = await ConnectedAsync(cancellationToken);
        return await CallAsync(token => connection.CreateChannelAsync(options, token), cancellationToken);
    }

    /// <summary>Calls the broker for a limited time.</summary>
    /// <exception cref="BrokerUnavailableException">It failed or did not answer; the message says why and what to do.</exception>
    public async ValueTask<T> CallAsync<T>(Func<CancellationToken, Task<T>> call, CancellationToken cancellationToken)
    {
        using var limit = new CancellationTokenSource(CallTimeout, _time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, limit.Token);
        try
        {
            return await call(either.Token);
        }
        catch (Exception exception) when (BrokerFailure.Is(exception) && !cancellationToken.IsCancellationRequested)
        {
            throw Unavailable(exception);
        }
    }

    /// <summary>Calls the broker for a limited time.</summary>
    /// <exception cref="BrokerUnavailableException">It failed or did not answer; the message says why and what to do.</exception>
    public async ValueTask CallAsync(Func<CancellationToken, Task> call, CancellationToken cancellationToken) => await CallAsync(
        async token =>
        {
            await call(token);
            return true;
        },
        cancellationToken);

    /// <summary>Waits as long as the broker has blocked this connection; returns when it has not, or when there is none.</summary>
    public async ValueTask UnblockedAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            var changed = _status.Changed.Observe();
            if (!IsBlocked)
            {
                return;
            }

            await Signal.WaitAsync(changed, Patience, _time, cancellationToken);
        }
    }

    /// <summary>Says in plain words that the broker has failed.</summary>
    public BrokerUnavailableException Unavailable(Exception exception) =>
        exception as BrokerUnavailableException
        ?? new BrokerUnavailableException($"RabbitMQ at {Broker} failed: {BrokerFailure.Describe(exception, Broker)}.", exception);

    /// <summary>Closes the connection, which takes seconds at most.</summary>
    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync();
        await (_keeping ?? Task.CompletedTask);
        _stopping.Dispose();
    }

    private async ValueTask<IConnection> ConnectedAsync(CancellationToken cancellationToken)
    {
        Demand();
        var begin = _time.GetTimestamp();
        while (true)
        {
            var changed = _status.Changed.Observe();
            if (_status.Open is { } connection)
            {
                return connection;
            }

            var left = Patience - _time.GetElapsedTime(begin);
            if (left <= TimeSpan.Zero)
            {
                throw NoConnection(State);
            }

            await Signal.WaitAsync(changed, left, _time, cancellationToken);
        }
    }

    private BrokerUnavailableException NoConnection(BrokerState state) =>
        new($"No connection to RabbitMQ at {Broker} since {state.Since:u}: {(state.Reason.Length > 0 ? state.Reason : "it has not answered yet")}.");
}
