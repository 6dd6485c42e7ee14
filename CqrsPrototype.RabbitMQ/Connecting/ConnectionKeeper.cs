using CqrsPrototype.EventSourcing.Subscriptions;
using Microsoft.Extensions.Logging;
using RabbitMQ.Client;
using RabbitMQ.Client.Events;

namespace CqrsPrototype.Rabbit.Connecting;

/// <summary>Connects, waits until the connection is lost, and connects again, with growing pauses while that fails.</summary>
internal sealed class ConnectionKeeper(
    IConnectionFactory factory, BrokerAddress broker, string purpose, ConnectionStatus status, TimeProvider time, ILogger logger)
{
    // After a connection that stood that long the next attempt comes soon.
    private static readonly TimeSpan Stood = TimeSpan.FromSeconds(10);

    /// <summary>Runs until it is cancelled; then the connection is closed.</summary>
    public async Task RunAsync(CancellationToken stopping)
    {
        for (var failures = 1; !stopping.IsCancellationRequested; failures++)
        {
            var begin = time.GetTimestamp();
            var (stood, reason) = await ConnectAndHoldAsync(stopping);
            if (stopping.IsCancellationRequested)
            {
                return;
            }

            if (status.Move(BrokerState.Is.Away, null, reason))
            {
                logger.Away(broker, purpose, reason);
            }

            failures = stood && time.GetElapsedTime(begin) > Stood ? 1 : failures;
            await Task.Delay(Backoff.Default.After(failures, Random.Shared.NextDouble()), time, stopping)
                .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    // Whether there was a connection, and why there is none now.
    private async Task<(bool Stood, string Reason)> ConnectAndHoldAsync(CancellationToken stopping)
    {
        IConnection? connection = null;
        try
        {
            connection = await ConnectAsync(stopping);
            return (true, await HoldAsync(connection, stopping));
        }
        catch (Exception exception) when (BrokerFailure.Is(exception))
        {
            return (connection is not null, BrokerFailure.Describe(exception, broker));
        }
        finally
        {
            if (connection is not null)
            {
                await Closing.CloseAsync(connection, logger);
            }
        }
    }

    private async Task<IConnection> ConnectAsync(CancellationToken stopping)
    {
        using var limit = new CancellationTokenSource(RabbitConnection.CallTimeout, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(stopping, limit.Token);
        var connecting = factory.CreateConnectionAsync($"{factory.ClientProvidedName ?? AppDomain.CurrentDomain.FriendlyName} {purpose}", either.Token);
        try
        {
            // While the broker owes the answer to its greeting, the client does not look at the token.
            return await connecting.WaitAsync(either.Token);
        }
        catch
        {
            _ = AbandonAsync(connecting);
            throw;
        }
    }

    // It may still come about, and nobody wants it any more.
    private async Task AbandonAsync(Task<IConnection> connecting)
    {
        try
        {
            await Closing.CloseAsync(await connecting, logger);
        }
        catch (Exception exception)
        {
            logger.NotClosed(exception.Message);
        }
    }

    private async Task<string> HoldAsync(IConnection connection, CancellationToken stopping)
    {
        var lost = new TaskCompletionSource<ShutdownEventArgs>(TaskCreationOptions.RunContinuationsAsynchronously);
        connection.ConnectionBlockedAsync += (_, blocked) =>
        {
            status.Move(BrokerState.Is.Blocked, connection, blocked.Reason);
            logger.Blocked(broker, blocked.Reason);
            return Task.CompletedTask;
        };
        connection.ConnectionUnblockedAsync += (_, _) =>
        {
            status.Move(BrokerState.Is.Connected, connection);
            logger.Connected(broker, purpose);
            return Task.CompletedTask;
        };
        connection.ConnectionShutdownAsync += (_, reason) =>
        {
            lost.TrySetResult(reason);
            return Task.CompletedTask;
        };
        status.Move(BrokerState.Is.Connected, connection);
        logger.Connected(broker, purpose);
        return BrokerFailure.Describe(await lost.Task.WaitAsync(stopping), broker);
    }
}
