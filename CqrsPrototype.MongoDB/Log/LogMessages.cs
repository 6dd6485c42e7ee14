using Microsoft.Extensions.Logging;

namespace CqrsPrototype.Mongo.Log;

internal static partial class LogMessages
{
    [LoggerMessage(5301, LogLevel.Error, "The commit {Commit} at position {Position} is in the log but not in its stream. Nothing behind it is relayed or projected, since it is never passed over: restore it from a backup if it does not come back.")]
    public static partial void CommitMissing(this ILogger logger, string commit, long position);
}
