using Microsoft.Extensions.Logging;

namespace CqrsPrototype.Rabbit.Parking;

internal static partial class LogMessages
{
    [LoggerMessage(6301, LogLevel.Error, "A message of the queue {Queue} was parked. {Reason}")]
    public static partial void GivenUp(this ILogger logger, string queue, string reason);

    [LoggerMessage(6302, LogLevel.Warning, "The queue {Queue} cannot be emptied for now: {Reason} It is tried again in {WaitMilliseconds:F0} ms; what is in it stays there.")]
    public static partial void CollectorWaits(this ILogger logger, string queue, string reason, double waitMilliseconds);
}
