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
        while (Take() is { Count: > 0 } joined)
        {
            try
            {
                var results = await load([.. joined.Select(j => j.Key).Distinct()]);
                joined.ForEach(j => j.Found.TrySetResult(results.GetValueOrDefault(j.Key)));
            }
            catch (Exception exception)
            {
                joined.ForEach(j => j.Found.TrySetException(exception));
            }
        }
    }

    private List<(TKey Key, TaskCompletionSource<TFound?> Found)> Take()
    {
        var joined = new List<(TKey, TaskCompletionSource<TFound?>)>();
        lock (_lock)
        {
            while (joined.Count < MaxJoined && _waiting.TryDequeue(out var waiting))
            {
                joined.Add(waiting);
            }

            if (joined.Count == 0)
            {
                _inFlight--;
            }
        }

        return joined;
    }
}
