using Microsoft.Extensions.Logging;

namespace CqrsPrototype.EventSourcing.Log.Sequencing;

internal static partial class LogMessages
{
    [LoggerMessage(1501, LogLevel.Debug, "The sequencer tries again in {WaitMilliseconds:F0} ms, and commits get into the log later: {Reason}")]
    public static partial void SequencerWaits(this ILogger logger, string reason, double waitMilliseconds);

    [LoggerMessage(1503, LogLevel.Error, "A pass of the sequencer failed. It tries again in {WaitMilliseconds:F0} ms, and commits get into the log later.")]
    public static partial void SequencerFailed(this ILogger logger, Exception exception, double waitMilliseconds);

    [LoggerMessage(1502, LogLevel.Critical, "The sequencer has stopped at a damaged page at {Page}. It looks again in {WaitMilliseconds:F0} ms.")]
    public static partial void SequencerStopped(this ILogger logger, Exception exception, long page, double waitMilliseconds);
}
