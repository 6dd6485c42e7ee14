using System.Threading.Channels;
using CqrsPrototype.EventSourcing.Messaging;
using CqrsPrototype.Rabbit.Connecting;
using Microsoft.Extensions.Logging;
using RabbitMQ.Client;
using RabbitMQ.Client.Events;

namespace CqrsPrototype.Rabbit.Consuming;

/// <summary>A channel that a queue's messages come in on, until it is lost. The prefetch bounds what waits here.</summary>
/// <remarks>What was delivered and not acknowledged when the channel is lost comes again on another; its tags mean nothing there.</remarks>
internal sealed class ConsumerChannel : AsyncDefaultBasicConsumer, IAsyncDisposable
{
    private readonly RabbitConnection _connection;
    private readonly string _queue;
    private readonly ILogger _logger;
    private readonly Channel<IncomingMessage> _arrived = System.Threading.Channels.Channel.CreateUnbounded<IncomingMessage>();
    private readonly Stack<IReadOnlyList<IncomingMessage>> _putBack = [];
    private readonly Watermark _acknowledged = new();
    private readonly Lock _lock = new();
    private volatile BrokerUnavailableException? _lost;

    private ConsumerChannel(RabbitConnection connection, IChannel channel, string queue, ILogger logger)
        : base(channel) =>
        (_connection, _queue, _logger) = (connection, queue, logger);

    /// <summary>Opens a channel, declares the queue and consumes it.</summary>
    /// <exception cref="BrokerUnavailableException">It could not be opened.</exception>
    public static async ValueTask<ConsumerChannel> OpenAsync(
        RabbitConnection connection, string queue, Func<IChannel, CancellationToken, Task> declare, ushort prefetch,
        ILogger logger, CancellationToken cancellationToken)
    {
        var channel = await connection.OpenChannelAsync(null, cancellationToken);
        var consumer = new ConsumerChannel(connection, channel, queue, logger);
        try
        {
            return await connection.CallAsync(
                async token =>
                {
                    await declare(channel, token);
                    await channel.BasicQosAsync(0, prefetch, global: false, token);
                    await channel.BasicConsumeAsync(queue, autoAck: false, consumer, token);
                    return consumer;
                },
                cancellationToken);
        }
        catch
        {
            await consumer.DisposeAsync();
            throw;
        }
    }

    /// <summary>Waits for messages and takes what is there.</summary>
    /// <exception cref="BrokerUnavailableException">The channel is lost.</exception>
    public async ValueTask<IReadOnlyList<IncomingMessage>> TakeAsync(int maxMessages, CancellationToken cancellationToken)
    {
        if (_lost is { } lost)
        {
            throw lost;
        }

        if (_putBack.TryPop(out var before))
        {
            if (before.Count > maxMessages)
            {
                _putBack.Push([.. before.Skip(maxMessages)]);
            }

            return [.. before.Take(maxMessages)];
        }

        await _arrived.Reader.WaitToReadAsync(cancellationToken);
        var taken = new List<IncomingMessage>();
        while (taken.Count < maxMessages && _arrived.Reader.TryRead(out var message))
        {
            taken.Add(message);
        }

        return taken;
    }

    /// <summary>Puts messages back in front, for those who take next.</summary>
    public void PutBack(IReadOnlyList<IncomingMessage> messages) => _putBack.Push(messages);

    /// <summary>Tells the broker that messages have had their effect. They are those that were taken together.</summary>
    /// <exception cref="BrokerUnavailableException">The channel is lost: they come again.</exception>
    public async ValueTask AcknowledgeAsync(ulong first, ulong last, CancellationToken cancellationToken)
    {
        bool isNext;
        lock (_lock)
        {
            isNext = _acknowledged.Pass(first, last);
        }

        try
        {
            for (var tag = isNext ? last : first; tag <= last; tag++)
            {
                await Channel.BasicAckAsync(tag, multiple: isNext, cancellationToken);
            }
        }
        catch (Exception exception) when (BrokerFailure.Is(exception) && !cancellationToken.IsCancellationRequested)
        {
            throw _lost ?? _connection.Unavailable(exception);
        }
    }

    /// <inheritdoc/>
    public override Task HandleBasicDeliverAsync(
        string consumerTag, ulong deliveryTag, bool redelivered, string exchange, string routingKey,
        IReadOnlyBasicProperties properties, ReadOnlyMemory<byte> body, CancellationToken cancellationToken = default)
    {
        var kept = body.Length > IncomingMessage.MaxBytes ? body[..IncomingMessage.MaxBytes] : body;
        _arrived.Writer.TryWrite(new IncomingMessage(deliveryTag, _queue, exchange, routingKey, properties, kept.ToArray(), body.Length));
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public override Task HandleBasicCancelAsync(string consumerTag, CancellationToken cancellationToken = default) =>
        LoseAsync($"the queue {_queue} was deleted");

    /// <inheritdoc/>
    public override Task HandleChannelShutdownAsync(object channel, ShutdownEventArgs reason) => LoseAsync($"the channel was closed ({reason.ReplyText})");

    /// <summary>Closes the channel; what was not acknowledged goes back to the queue.</summary>
    public async ValueTask DisposeAsync() => await Closing.CloseAsync(Channel, _logger);

    private Task LoseAsync(string reason)
    {
        _lost = new BrokerUnavailableException($"RabbitMQ at {_connection.Broker} delivers no more: {reason}.");
        _arrived.Writer.TryComplete(_lost);
        return Task.CompletedTask;
    }
}
