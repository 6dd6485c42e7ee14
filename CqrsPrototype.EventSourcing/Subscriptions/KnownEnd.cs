using CqrsPrototype.EventSourcing.Log;

namespace CqrsPrototype.EventSourcing.Subscriptions;

/// <summary>How far the log was known to go some time ago, by nothing but the observer's own monotonic time. No I/O.</summary>
/// <param name="age">How long a position must have been known.</param>
internal sealed class KnownEnd(TimeSpan age)
{
    // So many observations are kept at most, whatever the age and however often somebody looks.
    private const int Samples = 32;

    private readonly Queue<(GlobalPosition End, TimeSpan At)> _young = new();
    private GlobalPosition _old;
    private TimeSpan? _sampled;

    /// <summary>Notes where the log ends now.</summary>
    /// <returns>Everything below has been known for that time at least.</returns>
    public GlobalPosition Observe(GlobalPosition end, TimeSpan now)
    {
        if (_sampled is null || now - _sampled >= age / (Samples - 1))
        {
            _young.Enqueue((end, now));
            _sampled = now;
        }

        while (_young.TryPeek(out var first) && now - first.At >= age)
        {
            _old = _young.Dequeue().End;
        }

        return _old;
    }
}
