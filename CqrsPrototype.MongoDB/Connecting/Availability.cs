using Microsoft.Extensions.Logging;

namespace CqrsPrototype.Mongo.Connecting;

/// <summary>Whether the server answers, as the calls of this process see it. Says so once when it stops, and once when it answers again.</summary>
internal sealed class Availability(TimeProvider time, ILogger<Availability> logger)
{
    // When the first of the calls failed that have failed since the last one that did not; 0 while the server answers.
    private long _lostAt;

    /// <summary>Whether the last that was heard was a failure.</summary>
    public bool IsLost => Volatile.Read(ref _lostAt) != 0;

    /// <summary>A call was answered.</summary>
    public void Answered()
    {
        if (IsLost && Interlocked.Exchange(ref _lostAt, 0) is not 0 and var lostAt)
        {
            logger.ServerAnswersAgain(time.GetElapsedTime(lostAt).TotalSeconds);
        }
    }

    /// <summary>A call failed.</summary>
    public void Failed(string reason)
    {
        if (Interlocked.CompareExchange(ref _lostAt, Math.Max(1, time.GetTimestamp()), 0) == 0)
        {
            logger.ServerLost(reason);
        }
    }
}
