using Microsoft.Extensions.Logging;

namespace CqrsPrototype.Sqlite.Writing;

internal static partial class LogMessages
{
    [LoggerMessage(4001, LogLevel.Error, "A group of {Operations} writes to {File} failed. All of them are told so, and the writer opens the file again.")]
    public static partial void GroupFailed(this ILogger logger, Exception exception, int operations, string file);
}
