using Microsoft.Extensions.Logging;

namespace CqrsPrototype.Mongo.Streams;

internal static partial class LogMessages
{
    [LoggerMessage(5101, LogLevel.Warning, "The outcome of {Commits} commits is unknown. Their writers are told so; the next commits are tried as they come.")]
    public static partial void BatchFailed(this ILogger logger, Exception exception, int commits);
}
