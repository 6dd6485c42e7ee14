using Microsoft.Extensions.Logging;

namespace CqrsPrototype.ServiceDefaults.Problems;

internal static partial class LogMessages
{
    [LoggerMessage(1001, LogLevel.Error, "An unexpected error in a {Method} request. The client got a problem document without its text.")]
    public static partial void UnexpectedError(this ILogger logger, Exception exception, string method);

    [LoggerMessage(1002, LogLevel.Warning, "A request was answered with {Problem}: {Reason}")]
    public static partial void Unavailable(this ILogger logger, string problem, string reason);
}
