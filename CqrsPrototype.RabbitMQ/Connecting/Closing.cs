using Microsoft.Extensions.Logging;
using RabbitMQ.Client;

namespace CqrsPrototype.Rabbit.Connecting;

/// <summary>Closes what may be broken already: for a limited time, and whatever the broker says to it.</summary>
internal static class Closing
{
    // Processes end within 10 s, and a broker that says nothing must not use them up. What is not closed ends with the process.
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(2);

    public static Task CloseAsync(IConnection connection, ILogger logger) =>
        AttemptAsync(async () =>
        {
            await connection.AbortAsync(200, "bye", Limit / 2);
            await connection.DisposeAsync();
        }, logger);

    public static Task CloseAsync(IChannel channel, ILogger logger) => AttemptAsync(async () => await channel.DisposeAsync(), logger);

    private static async Task AttemptAsync(Func<Task> close, ILogger logger)
    {
        try
        {
            // An abandoned attempt ends with the connection.
            await Task.Run(close).WaitAsync(Limit);
        }
        catch (Exception exception) when (BrokerFailure.Is(exception))
        {
            logger.NotClosed(exception.Message);
        }
    }
}
