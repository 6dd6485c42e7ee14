using CqrsPrototype.EventSourcing.Streams;

namespace CqrsPrototype.Mongo.Connecting;

/// <summary>Joins the finds that wait into one query, with at most two queries on their way. There is no timer: a lone find goes at once.</summary>
/// <param name="load">Runs the query: what it does not find is not in the answer.</param>
internal sealed class JoinedFinds<TKey, TFound>(Func<IReadOnlyList<TKey>, Task<IReadOnlyDictionary<TKey, TFound>>> load)
    where TKey : notnull
{
    /// <summary>Most finds that wait; one more is refused.</summary>
    public const int Capacity = 10_000;

    private const int MaxJoined = 200;
    private const int MaxInFlight = 2;

    private readonly Lock _lock = new();
    private readonly Queue<(TKey Key, TaskCompletionSource<TFound?> Found)> _waiting = new();
    private int _inFlight;

    /// <summary>Finds one.</summary>
    /// <returns>The default where there is none.</returns>
    /// <exception cref="OverloadedException">Too many are waiting.</exception>
    /// <exception cref="EventStoreUnavailableException">The server did not answer this query, or the one before it.</exception>
    public Task<TFound?> FindAsync(TKey key)
    {
        var found = new TaskCompletionSource<TFound?>(TaskCreationOptions.RunContinuationsAsynchronously);
        lock (_lock)
        {
            if (_waiting.Count >= Capacity)
            {
                throw new OverloadedException($"The queue of {Capacity} reads");
            }

            _waiting.Enqueue((key, found));
            if (_inFlight == MaxInFlight)
            {
                return found.Task;
            }

            _inFlight++;
        }

        _ = PumpAsync();
        return found.Task;
    }

    // Never throws: what a query throws goes to those who wait for it.
    private async Task PumpAsync()
    {
        while (TakeOrLeave() is { Count: > 0 } joined)
        {
            try
            {
                var results = await load([.. joined.Select(j => j.Key).Distinct()]);
                joined.ForEach(j => j.Found.TrySetResult(results.GetValueOrDefault(j.Key)));
            }
            catch (Exception exception)
            {
                // A server that is away would let the others wait as long, one query after the other.
                var failed = exception is EventStoreUnavailableException ? [.. joined, .. Take(Capacity)] : joined;
                failed.ForEach(j => j.Found.TrySetException(exception));
            }
        }
    }

    // What goes into the next query; nothing ends this one of the pumps.
    private List<(TKey Key, TaskCompletionSource<TFound?> Found)> TakeOrLeave()
    {
        lock (_lock)
        {
            var joined = Take(MaxJoined);
            _inFlight -= joined.Count == 0 ? 1 : 0;
            return joined;
        }
    }

    private List<(TKey Key, TaskCompletionSource<TFound?> Found)> Take(int most)
    {
        var taken = new List<(TKey, TaskCompletionSource<TFound?>)>();
        lock (_lock)
        {
            while (taken.Count < most && _waiting.TryDequeue(out var waiting))
            {
                taken.Add(waiting);
            }
        }

        return taken;
    }
}
