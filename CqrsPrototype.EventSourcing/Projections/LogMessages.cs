using Microsoft.Extensions.Logging;

namespace CqrsPrototype.EventSourcing.Projections;

internal static partial class LogMessages
{
    [LoggerMessage(3001, LogLevel.Error, "View {View} of stream {Stream} is stuck at version {Version} ({EventType}). Its later events wait in the store; the other streams go on.")]
    public static partial void StreamStuck(this ILogger logger, Exception exception, string view, string stream, long version, string eventType);

    [LoggerMessage(3002, LogLevel.Warning, "A store or the broker does not answer. The projection keeps its messages and tries again in {WaitMilliseconds:F0} ms.")]
    public static partial void QueueProjectionWaits(this ILogger logger, Exception exception, double waitMilliseconds);

    [LoggerMessage(3003, LogLevel.Warning, "{Messages} messages could not be acknowledged. They will come again and change nothing.")]
    public static partial void AcknowledgementLost(this ILogger logger, Exception exception, int messages);
}
