using Microsoft.Extensions.Logging;

namespace CqrsPrototype.Rabbit.Publishing;

internal static partial class LogMessages
{
    [LoggerMessage(6101, LogLevel.Error, "No queue takes events of type {RoutingKey} from the exchange {Exchange}. They are published again until one does; the events behind them wait.")]
    public static partial void Unroutable(this ILogger logger, string routingKey, string exchange);
}
