using Microsoft.Extensions.Logging;

namespace CqrsPrototype.EventSourcing.Telemetry;

internal static partial class LogMessages
{
    [LoggerMessage(5501, LogLevel.Debug, "How far everything is could not be read, and is not told: {Reason}")]
    public static partial void NotRead(this ILogger logger, string reason);

    [LoggerMessage(5502, LogLevel.Error, "How far everything is could not be read, and is not told.")]
    public static partial void ReadingFailed(this ILogger logger, Exception exception);
}
