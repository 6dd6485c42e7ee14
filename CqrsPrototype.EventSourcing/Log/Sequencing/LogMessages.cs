using Microsoft.Extensions.Logging;

namespace CqrsPrototype.EventSourcing.Log.Sequencing;

internal static partial class LogMessages
{
    [LoggerMessage(1501, LogLevel.Warning, "The sequencer cannot reach the store. Commits are kept and get into the log later; it tries again in {WaitMilliseconds:F0} ms.")]
    public static partial void SequencerWaits(this ILogger logger, Exception exception, double waitMilliseconds);

    [LoggerMessage(1502, LogLevel.Critical, "The sequencer has stopped at a damaged page at {Page}. It looks again in {WaitMilliseconds:F0} ms.")]
    public static partial void SequencerStopped(this ILogger logger, Exception exception, long page, double waitMilliseconds);
}
