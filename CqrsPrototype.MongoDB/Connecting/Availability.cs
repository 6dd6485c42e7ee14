using Microsoft.Extensions.Logging;

namespace CqrsPrototype.Mongo.Connecting;

/// <summary>Whether the server answers, as the calls of this process see it. Says so once when it stops, and once when it answers again.</summary>
internal sealed class Availability(TimeProvider time, ILogger<Availability> logger)
{
    // When the first of the calls began that have failed since the last one that did not; 0 while the server answers.
    private long _lostAt;

    /// <summary>Whether the last that was heard was a failure.</summary>
    public bool IsLost => Volatile.Read(ref _lostAt) != 0;

    /// <summary>How long every call has failed; zero while the server answers.</summary>
    public TimeSpan AwayFor => Volatile.Read(ref _lostAt) is not 0 and var lostAt ? time.GetElapsedTime(lostAt) : TimeSpan.Zero;

    /// <summary>A call was answered.</summary>
    public void Answered()
    {
        if (IsLost && Interlocked.Exchange(ref _lostAt, 0) is not 0 and var lostAt)
        {
            logger.ServerAnswersAgain(time.GetElapsedTime(lostAt).TotalSeconds);
        }
    }

    /// <summary>A call failed.</summary>
    /// <param name="reason">Why, for the log.</param>
    /// <param name="began">When it began, as the clock's timestamp.</param>
    public void Failed(string reason, long began)
    {
        if (Interlocked.CompareExchange(ref _lostAt, Math.Max(1, began), 0) == 0)
        {
            logger.ServerLost(reason);
        }
    }
}
