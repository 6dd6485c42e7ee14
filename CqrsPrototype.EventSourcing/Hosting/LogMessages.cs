using Microsoft.Extensions.Logging;

namespace CqrsPrototype.EventSourcing.Hosting;

internal static partial class LogMessages
{
    [LoggerMessage(5001, LogLevel.Warning, "The check of the views failed at position {Position}. It goes on in {WaitMilliseconds:F0} ms.")]
    public static partial void ViewCheckFailed(this ILogger logger, Exception exception, long position, double waitMilliseconds);

    [LoggerMessage(5002, LogLevel.Error, "View {View} of the stuck stream {Stream} could not be tried again. It stays on the list; the others are tried.")]
    public static partial void StuckRetryFailed(this ILogger logger, Exception exception, string view, string stream);

    [LoggerMessage(5003, LogLevel.Debug, "The retry of the stuck streams of {View} waits {WaitMilliseconds:F0} ms: {Reason}")]
    public static partial void StuckRetryWaits(this ILogger logger, string view, string reason, double waitMilliseconds);
}
