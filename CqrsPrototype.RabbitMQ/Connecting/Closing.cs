using Microsoft.Extensions.Logging;
using RabbitMQ.Client;

namespace CqrsPrototype.Rabbit.Connecting;

/// <summary>Closes what may be broken already: for a limited time, and whatever the broker says to it.</summary>
internal static class Closing
{
    // Processes end within 10 s, and a broker that says nothing must not use them up. What is not closed ends with the process.
    private static readonly TimeSpan ConnectionLimit = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan ChannelLimit = TimeSpan.FromSeconds(1);

    public static Task CloseAsync(IConnection connection, ILogger logger) =>
        AttemptAsync(async () =>
        {
            await connection.AbortAsync(200, "bye", ConnectionLimit / 2);
            await connection.DisposeAsync();
        }, ConnectionLimit, logger);

    public static Task CloseAsync(IChannel channel, ILogger logger) => AttemptAsync(async () => await channel.DisposeAsync(), ChannelLimit, logger);

    private static async Task AttemptAsync(Func<Task> close, TimeSpan limit, ILogger logger)
    {
        try
        {
            // An abandoned attempt ends with the connection.
            await Task.Run(close).WaitAsync(limit);
        }
        catch (Exception exception) when (BrokerFailure.Is(exception))
        {
            logger.NotClosed(exception.Message);
        }
    }
}
