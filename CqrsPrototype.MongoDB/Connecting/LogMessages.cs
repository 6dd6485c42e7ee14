using Microsoft.Extensions.Logging;

namespace CqrsPrototype.Mongo.Connecting;

internal static partial class LogMessages
{
    [LoggerMessage(5201, LogLevel.Warning, "{Reason} Commands are refused until it answers; what waits is tried again by itself. Next message when it does.")]
    public static partial void ServerLost(this ILogger logger, string reason);

    [LoggerMessage(5202, LogLevel.Information, "MongoDB answers again, after {Seconds:F1} s.")]
    public static partial void ServerAnswersAgain(this ILogger logger, double seconds);
}
