using CqrsPrototype.EventSourcing.Log;
using CqrsPrototype.EventSourcing.Projections;
using CqrsPrototype.EventSourcing.Signals;
using CqrsPrototype.EventSourcing.Streams;
using CqrsPrototype.Users.Domain;
using CqrsPrototype.Users.Projections;

namespace CqrsPrototype.Users.Queries;

/// <summary>The changes of users in log order, each as soon as the read model contains it.</summary>
internal sealed class UserChanges(
    IEventLog log, IViewStore views, IStuckStreams stuck, EventSourcingSignals signals, TimeProvider time)
{
    private const int BatchSize = 100;

    private static readonly TimeSpan ViewPoll = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan LogPoll = TimeSpan.FromSeconds(1);

    public ValueTask<GlobalPosition> GetEndAsync(CancellationToken cancellationToken) => log.GetEndAsync(cancellationToken);

    /// <summary>Takes the next changes, or waits a little for some, or for a store that does not answer.</summary>
    /// <returns>The changes, which may be none, and where to go on.</returns>
    public async ValueTask<(IReadOnlyList<RecordedEvent> Changes, GlobalPosition Next)> NextAsync(GlobalPosition from, CancellationToken cancellationToken)
    {
        try
        {
            return await TakeAsync(from, cancellationToken);
        }
        catch (EventStoreUnavailableException)
        {
            // The adapter has told it. A client that is sent away now would be refused when it comes back, and browsers then do not try again.
            await Task.Delay(LogPoll, time, cancellationToken);
            return ([], from);
        }
    }

    private async ValueTask<(IReadOnlyList<RecordedEvent> Changes, GlobalPosition Next)> TakeAsync(GlobalPosition from, CancellationToken cancellationToken)
    {
        var (grown, projected) = (signals.LogGrown.Observe(), signals.Views.Any.Observe());
        var slice = await log.ReadAsync(from, BatchSize, cancellationToken);
        if (slice.IsEmpty)
        {
            await Signal.WaitAsync(grown, LogPoll, time, cancellationToken);
            return ([], from);
        }

        var changes = slice.Commits
            .Where(commit => commit.Stream.IsOf(UserAggregate.Category))
            .SelectMany(commit => commit.Recorded())
            .Where(change => change.Position >= from && !change.Event.IsVoid)
            .ToList();
        if (await AreVisibleAsync(changes, cancellationToken))
        {
            return (changes, slice.Next);
        }

        await Signal.WaitAsync(projected, ViewPoll, time, cancellationToken);
        return ([], from);
    }

    // A stuck stream does not hold up the others: its changes are told although its view stands still.
    private async ValueTask<bool> AreVisibleAsync(List<RecordedEvent> changes, CancellationToken cancellationToken)
    {
        var needed = changes.GroupBy(change => change.Stream).ToDictionary(g => g.Key, g => g.Max(change => change.Version));
        if (needed.Count == 0)
        {
            return true;
        }

        var loaded = await views.LoadAsync(UserProjection.View, [.. needed.Keys], cancellationToken);
        foreach (var stream in needed.Where(n => !(loaded.GetValueOrDefault(n.Key)?.Version >= n.Value)).Select(n => n.Key))
        {
            if (await stuck.FindAsync(UserProjection.View, stream, cancellationToken) is null)
            {
                return false;
            }
        }

        return true;
    }
}
