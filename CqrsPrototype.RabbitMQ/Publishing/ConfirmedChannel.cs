using CqrsPrototype.EventSourcing.Messaging;
using CqrsPrototype.EventSourcing.Signals;
using CqrsPrototype.Rabbit.Connecting;
using CqrsPrototype.Rabbit.Telemetry;
using Microsoft.Extensions.Logging;
using RabbitMQ.Client;

namespace CqrsPrototype.Rabbit.Publishing;

/// <summary>A channel whose messages the broker confirms: many are on their way at once. It serves until its first failure.</summary>
/// <remarks>
/// It counts the confirms itself. The client would do it with a header of its own on every message, which consumers would see.
/// The broker returns a message before it confirms it, so a return is known in time. Callbacks come from the client's reader, one at a time.
/// </remarks>
internal sealed class ConfirmedChannel : IAsyncDisposable
{
    /// <summary>Most bytes of bodies on their way.</summary>
    public const long MaxBytes = 8 * 1024 * 1024;

    /// <summary>How long the broker may be silent while it is not blocked.</summary>
    public static readonly TimeSpan Silence = TimeSpan.FromSeconds(30);

    private static readonly TimeSpan Tick = TimeSpan.FromSeconds(1);

    private readonly RabbitConnection _connection;
    private readonly IChannel _channel;
    private readonly ConfirmWindow _window;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly Signal _changed = new();
    private BrokerUnavailableException? _failure;
    private string? _unroutable;

    private ConfirmedChannel(RabbitConnection connection, IChannel channel, int window, TimeProvider time, ILogger logger)
    {
        (_connection, _channel, _time, _logger) = (connection, channel, time, logger);
        _window = new ConfirmWindow(window, MaxBytes);

        // So that the series are there before the first.
        BrokerTelemetry.Nacks.Add(0);
        BrokerTelemetry.Returns.Add(0);
        channel.BasicAcksAsync += (_, ack) =>
        {
            if (_window.Confirm(ack.DeliveryTag, ack.Multiple))
            {
                _changed.Raise();
            }

            return Task.CompletedTask;
        };
        channel.BasicNacksAsync += (_, _) =>
        {
            BrokerTelemetry.Nacks.Add(1);
            return Fail(new BrokerUnavailableException($"RabbitMQ at {connection.Broker} has refused a message: look at the broker's log."));
        };
        channel.BasicReturnAsync += (_, returned) =>
        {
            BrokerTelemetry.Returns.Add(1);
            Volatile.Write(ref _unroutable, returned.RoutingKey);
            return Fail(new BrokerUnavailableException($"RabbitMQ at {connection.Broker} has no queue that takes messages with the key '{returned.RoutingKey}'."));
        };
        channel.ChannelShutdownAsync += (_, reason) =>
            Fail(new BrokerUnavailableException($"RabbitMQ at {connection.Broker} has closed the channel: {reason.ReplyText}."));
    }

    /// <summary>The routing key of a message that was returned because no queue takes it.</summary>
    public string? Unroutable => Volatile.Read(ref _unroutable);

    /// <summary>Opens a channel and declares what its messages need.</summary>
    /// <exception cref="BrokerUnavailableException">It could not be opened.</exception>
    public static async ValueTask<ConfirmedChannel> OpenAsync(
        RabbitConnection connection, Func<IChannel, CancellationToken, Task> declare, int window, TimeProvider time, ILogger logger, CancellationToken cancellationToken)
    {
        var options = new CreateChannelOptions(publisherConfirmationsEnabled: true, publisherConfirmationTrackingEnabled: false);
        var channel = await connection.OpenChannelAsync(options, cancellationToken);
        var confirmed = new ConfirmedChannel(connection, channel, window, time, logger);
        try
        {
            await connection.CallAsync(token => declare(channel, token), cancellationToken);
            return confirmed;
        }
        catch
        {
            await confirmed.DisposeAsync();
            throw;
        }
    }

    /// <summary>Sends messages in order and waits until all are confirmed.</summary>
    /// <exception cref="BrokerUnavailableException">One was refused or returned, the channel was closed, or the broker is silent.</exception>
    public async ValueTask SendAsync(IEnumerable<OutgoingMessage> messages, CancellationToken cancellationToken)
    {
        using var givenUp = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var patience = new Patience(Silence);
        await using var watch = _time.CreateTimer(_ => Watch(patience, givenUp), null, TimeSpan.Zero, Tick);
        try
        {
            foreach (var message in messages)
            {
                await PlaceAsync(message.Body.Length, givenUp.Token);
                await _channel.BasicPublishAsync(message.Exchange, message.RoutingKey, mandatory: true, message.Properties, message.Body, givenUp.Token);
            }

            await WaitAsync(() => _window.IsEmpty, givenUp.Token);
        }
        catch (Exception exception) when (BrokerFailure.Is(exception) && !cancellationToken.IsCancellationRequested)
        {
            throw Volatile.Read(ref _failure) ?? _connection.Unavailable(exception);
        }
    }

    /// <summary>Closes the channel.</summary>
    public async ValueTask DisposeAsync() => await Closing.CloseAsync(_channel, _logger);

    private async ValueTask PlaceAsync(int bytes, CancellationToken cancellationToken)
    {
        if (_connection.IsBlocked)
        {
            await _connection.UnblockedAsync(cancellationToken);
        }

        if (!_window.TryAdd(bytes))
        {
            await WaitAsync(() => _window.TryAdd(bytes), cancellationToken);
        }
    }

    private async ValueTask WaitAsync(Func<bool> holds, CancellationToken cancellationToken)
    {
        while (true)
        {
            var changed = _changed.Observe();
            if (Volatile.Read(ref _failure) is { } failure)
            {
                throw failure;
            }

            if (holds())
            {
                return;
            }

            await Signal.WaitAsync(changed, Silence, _time, cancellationToken);
        }
    }

    private void Watch(Patience patience, CancellationTokenSource givenUp)
    {
        if (patience.IsOver(_window.Confirmed, _connection.IsBlocked, _time.GetElapsedTime(0)))
        {
            Fail(new BrokerUnavailableException($"RabbitMQ at {_connection.Broker} has confirmed nothing for {Silence.TotalSeconds:F0} s."));
        }

        if (Volatile.Read(ref _failure) is not null)
        {
            givenUp.Cancel();
        }
    }

    private Task Fail(BrokerUnavailableException failure)
    {
        Interlocked.CompareExchange(ref _failure, failure, null);
        _changed.Raise();
        return Task.CompletedTask;
    }
}
