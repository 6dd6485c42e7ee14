using CqrsPrototype.EventSourcing.Projections;
using CqrsPrototype.EventSourcing.Streams;

namespace CqrsPrototype.Mongo.Views;

/// <summary>Joins the finds that wait into one query, with at most two queries on their way. There is no timer: a lone find goes at once.</summary>
internal sealed class JoinedFinds(Func<IReadOnlyList<StreamId>, Task<IReadOnlyDictionary<StreamId, StoredView>>> load)
{
    /// <summary>Most finds that wait; one more is refused.</summary>
    public const int Capacity = 10_000;

    private const int MaxJoined = 200;
    private const int MaxInFlight = 2;

    private readonly Lock _lock = new();
    private readonly Queue<(StreamId Stream, TaskCompletionSource<StoredView?> Found)> _waiting = new();
    private int _inFlight;

    /// <exception cref="OverloadedException">Too many are waiting.</exception>
    public Task<StoredView?> FindAsync(StreamId stream)
    {
        var found = new TaskCompletionSource<StoredView?>(TaskCreationOptions.RunContinuationsAsynchronously);
        lock (_lock)
        {
            if (_waiting.Count >= Capacity)
            {
                throw new OverloadedException($"The queue of {Capacity} reads");
            }

            _waiting.Enqueue((stream, found));
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
                var views = await load([.. joined.Select(j => j.Stream).Distinct()]);
                joined.ForEach(j => j.Found.TrySetResult(views.GetValueOrDefault(j.Stream)));
            }
            catch (Exception exception)
            {
                joined.ForEach(j => j.Found.TrySetException(exception));
            }
        }
    }

    private List<(StreamId Stream, TaskCompletionSource<StoredView?> Found)> Take()
    {
        var joined = new List<(StreamId, TaskCompletionSource<StoredView?>)>();
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
