using Microsoft.Extensions.Logging;

namespace CqrsPrototype.Rabbit.Connecting;

internal static partial class LogMessages
{
    [LoggerMessage(6001, LogLevel.Information, "Connected to RabbitMQ at {Broker} for {Purpose}.")]
    public static partial void Connected(this ILogger logger, BrokerAddress broker, string purpose);

    [LoggerMessage(6002, LogLevel.Warning, "No connection to RabbitMQ at {Broker} for {Purpose}: {Reason}. It is tried again until it is there; nothing is lost meanwhile.")]
    public static partial void Away(this ILogger logger, BrokerAddress broker, string purpose, string reason);

    [LoggerMessage(6003, LogLevel.Warning, "RabbitMQ at {Broker} takes no messages for now: {Reason}. Publishing waits until it does again.")]
    public static partial void Blocked(this ILogger logger, BrokerAddress broker, string reason);

    [LoggerMessage(6004, LogLevel.Debug, "A channel or connection that is no longer used did not close: {Reason}. It ends with its connection.")]
    public static partial void NotClosed(this ILogger logger, string reason);
}
