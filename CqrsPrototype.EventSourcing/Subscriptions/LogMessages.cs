using Microsoft.Extensions.Logging;

namespace CqrsPrototype.EventSourcing.Subscriptions;

internal static partial class LogMessages
{
    [LoggerMessage(2001, LogLevel.Error, "Subscription {Subscription} failed at position {Position}. It goes on from its checkpoint in {WaitMilliseconds:F0} ms.")]
    public static partial void SubscriptionFailed(this ILogger logger, Exception exception, string subscription, long position, double waitMilliseconds);

    [LoggerMessage(2002, LogLevel.Debug, "Subscription {Subscription} waits {WaitMilliseconds:F0} ms: {Reason}")]
    public static partial void SubscriptionWaits(this ILogger logger, string subscription, string reason, double waitMilliseconds);
}
