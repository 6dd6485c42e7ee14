using Microsoft.Extensions.Logging;

namespace CqrsPrototype.EventSourcing.Projections;

internal static partial class LogMessages
{
    [LoggerMessage(3001, LogLevel.Error, "View {View} of stream {Stream} is stuck at version {Version} ({EventType}). Its later events wait in the store; the other streams go on.")]
    public static partial void StreamStuck(this ILogger logger, Exception exception, string view, string stream, long version, string eventType);

    [LoggerMessage(3002, LogLevel.Debug, "The projection keeps its messages and tries again in {WaitMilliseconds:F0} ms: {Reason}")]
    public static partial void QueueProjectionWaits(this ILogger logger, string reason, double waitMilliseconds);

    [LoggerMessage(3004, LogLevel.Information, "{Streams} views of {View} were behind the log and have been brought up from it.")]
    public static partial void ViewsMended(this ILogger logger, int streams, string view);

    [LoggerMessage(3005, LogLevel.Error, "The projection failed. It keeps its messages and tries again in {WaitMilliseconds:F0} ms; views follow the log meanwhile.")]
    public static partial void QueueProjectionFailed(this ILogger logger, Exception exception, double waitMilliseconds);

    [LoggerMessage(3003, LogLevel.Warning, "{Messages} messages could not be acknowledged. They will come again and change nothing.")]
    public static partial void AcknowledgementLost(this ILogger logger, Exception exception, int messages);
}
