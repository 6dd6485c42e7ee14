using CqrsPrototype.EventSourcing.Log;
using CqrsPrototype.EventSourcing.Streams;
using CqrsPrototype.EventSourcing.Subscriptions;
using CqrsPrototype.EventSourcing.Telemetry;
using Microsoft.Extensions.Logging;

namespace CqrsPrototype.EventSourcing.Projections;

/// <summary>Follows the log some time behind its end, and brings up views that have not got there by another way.</summary>
/// <remarks>
/// Protocol D′. The queue is quick, but a broker can lose it, and an operator can purge it or delete a view; the log loses nothing. While all
/// is well a piece of the log costs one query of the views' versions, and no commit is loaded. It is also the way out of a backlog.
/// </remarks>
/// <param name="log">What is followed.</param>
/// <param name="views">Where the views are.</param>
/// <param name="updater">What brings them up.</param>
/// <param name="delay">How long an event must have been known in this process before its view is looked at; zero to look at once.</param>
/// <param name="time">Only its own monotonic time is compared.</param>
/// <param name="logger">Gets how many views were mended.</param>
public sealed class ViewRepair(
    IEventLog log, IViewStore views, IViewUpdater updater, TimeSpan delay, TimeProvider time, ILogger<ViewRepair> logger) : ILogFollower
{
    private const int BatchSize = 10_000;
    private const int MaxStreams = 1000;

    private readonly long _start = time.GetTimestamp();
    private readonly KnownEnd _known = new(delay);
    private readonly ProjectionTags _tags = new(updater.Name);

    /// <inheritdoc/>
    public async ValueTask<GlobalPosition> FollowAsync(GlobalPosition from, CancellationToken cancellationToken)
    {
        var known = _known.Observe(await log.GetEndAsync(cancellationToken), time.GetElapsedTime(_start));
        if (known <= from)
        {
            return from;
        }

        var heads = await log.ReadHeadsAsync(from, (int)Math.Min(known.Value - from.Value, BatchSize), cancellationToken);
        var behind = await FindBehindAsync(heads, cancellationToken);
        Instruments.ProjectionMended.Add(behind.Count, _tags.Projection);
        if (behind.Count == 0)
        {
            return heads.Next;
        }

        var mended = await MendAsync(behind, from, heads.Next, cancellationToken);
        logger.ViewsMended(behind.Count, updater.Name.ToString());
        return mended;
    }

    private async ValueTask<HashSet<StreamId>> FindBehindAsync(LogHeads heads, CancellationToken cancellationToken)
    {
        var behind = new HashSet<StreamId>();
        foreach (var streams in heads.Versions.Where(head => head.Key.IsOf(updater.Category)).Chunk(MaxStreams))
        {
            var versions = await views.LoadVersionsAsync(updater.Name, [.. streams.Select(head => head.Key)], cancellationToken);
            behind.UnionWith(streams.Where(head => !(versions.GetValueOrDefault(head.Key) >= head.Value)).Select(head => head.Key));
        }

        return behind;
    }

    // Returns how far it got: a log that was longer a moment ago, until a seal was lost or a backup restored, is waited for.
    private async ValueTask<GlobalPosition> MendAsync(HashSet<StreamId> behind, GlobalPosition from, GlobalPosition to, CancellationToken cancellationToken)
    {
        while (from < to)
        {
            var slice = await log.ReadAsync(from, (int)Math.Min(to.Value - from.Value, BatchSize), cancellationToken);
            if (slice.IsEmpty)
            {
                break;
            }

            await updater.UpdateAsync(slice.Commits.Where(commit => behind.Contains(commit.Stream)).SelectMany(commit => commit.Recorded()), cancellationToken);
            from = slice.Next;
        }

        return from;
    }
}
