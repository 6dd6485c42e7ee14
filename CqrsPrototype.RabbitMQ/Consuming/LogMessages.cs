using Microsoft.Extensions.Logging;

namespace CqrsPrototype.Rabbit.Consuming;

internal static partial class LogMessages
{
    [LoggerMessage(6201, LogLevel.Error, "A message in the queue {Queue} is no event and was parked: {Problem} The others go on.")]
    public static partial void Parked(this ILogger logger, string queue, string problem);
}
