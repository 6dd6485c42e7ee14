namespace CqrsPrototype.EventSourcing.Subscriptions;

/// <summary>Judges whether the holder of a lease is still there, by nothing but the time that the watcher itself has seen one beat stand still.</summary>
internal sealed class LeaseWatch(TimeSpan patience)
{
    private LeaseBeat? _seen;
    private TimeSpan _since;

    /// <summary>Says whether the lease may be taken.</summary>
    /// <param name="current">What was read just now.</param>
    /// <param name="now">The watcher's own monotonic time.</param>
    public bool MayTake(LeaseBeat? current, TimeSpan now)
    {
        if (current is null || current.Owner.Length == 0)
        {
            return true;
        }

        if (current != _seen)
        {
            (_seen, _since) = (current, now);
        }

        return now - _since >= patience;
    }
}
