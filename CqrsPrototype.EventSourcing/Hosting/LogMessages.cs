using Microsoft.Extensions.Logging;

namespace CqrsPrototype.EventSourcing.Hosting;

internal static partial class LogMessages
{
    [LoggerMessage(5001, LogLevel.Warning, "The check of the views failed at position {Position}. It goes on in {WaitMilliseconds:F0} ms.")]
    public static partial void ViewCheckFailed(this ILogger logger, Exception exception, long position, double waitMilliseconds);
}
