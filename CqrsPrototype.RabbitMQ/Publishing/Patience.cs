namespace CqrsPrototype.Rabbit.Publishing;

/// <summary>Judges whether the broker has been silent too long: no confirm in that time, not counting the time in which it was blocked.</summary>
/// <param name="limit">How long.</param>
internal sealed class Patience(TimeSpan limit)
{
    private long _confirmed = -1;
    private TimeSpan _since;

    /// <summary>Says whether it is over.</summary>
    /// <param name="confirmed">How many messages are confirmed by now.</param>
    /// <param name="isBlocked">Whether the broker has said that it takes none for now.</param>
    /// <param name="now">The caller's own monotonic time.</param>
    public bool IsOver(long confirmed, bool isBlocked, TimeSpan now)
    {
        if (confirmed != _confirmed || isBlocked)
        {
            (_confirmed, _since) = (confirmed, now);
        }

        return now - _since >= limit;
    }
}
