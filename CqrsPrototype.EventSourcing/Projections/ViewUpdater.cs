using CqrsPrototype.EventSourcing.Signals;
using CqrsPrototype.EventSourcing.Streams;
using CqrsPrototype.EventSourcing.Subscriptions;
using CqrsPrototype.EventSourcing.Telemetry;
using Microsoft.Extensions.Logging;

namespace CqrsPrototype.EventSourcing.Projections;

/// <summary>Brings views up to the events that it is told of, whatever order and however often they come, beside any number of its like.</summary>
/// <remarks>
/// An event says that something happened, the event store says what: a view takes the next version only, what is older is a repetition,
/// and a gap is closed by reading the stream. A write holds only on the version that was loaded, so of two writers one loads again.
/// </remarks>
public sealed class ViewUpdater<TView, TEvent>(
    IProjection<TView, TEvent> projection, IEventStore events, IViewStore views, IStuckStreams stuck,
    EventSourcingSignals signals, TimeProvider time, ILogger<ViewUpdater<TView, TEvent>> logger, Random? random = null) : IViewUpdater
    where TView : class
    where TEvent : class
{
    private const int MaxStreams = 1000;
    private const int PageSize = 1000;
    private const int NoSnapshot = 0;
    private const int RetryTries = 3;

    // A store that has just restarted may show less, for a moment, than was delivered before.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    private static readonly Backoff Retry = new(TimeSpan.FromMilliseconds(5), TimeSpan.FromSeconds(1));

    private readonly Random _random = random ?? Random.Shared;
    private readonly ProjectionTags _tags = new(projection.Name);

    private readonly KnownStuckStreams _known = new();

    /// <inheritdoc/>
    public ViewName Name => projection.Name;

    /// <inheritdoc/>
    public string Category => projection.Category;

    /// <inheritdoc/>
    public async ValueTask UpdateAsync(IEnumerable<RecordedEvent> recorded, CancellationToken cancellationToken)
    {
        foreach (var streams in GroupByStream(recorded).Chunk(MaxStreams))
        {
            var (begin, waiting) = (time.GetTimestamp(), await UpdateStreamsAsync(streams, isLast: false, cancellationToken));
            for (var tries = 1; waiting.Length > 0; tries++)
            {
                await Task.Delay(Retry.After(tries, _random.NextDouble()), time, cancellationToken);
                waiting = await UpdateStreamsAsync(waiting, isLast: time.GetElapsedTime(begin) >= Patience, cancellationToken);
            }
        }
    }

    /// <inheritdoc/>
    public async ValueTask<bool> RetryAsync(StreamId stream, CancellationToken cancellationToken)
    {
        for (var tries = 0; tries < RetryTries; tries++)
        {
            // First the entry, then the end of the stream: whatever was acknowledged on the word of that entry is in what is read now. An
            // entry that was reported again since may stand for more.
            _known.Forget(stream);
            var entry = await stuck.FindAsync(projection.Name, stream, cancellationToken);
            if (await FindLastAsync(stream, cancellationToken) is { } last)
            {
                await UpdateAsync([last], cancellationToken);
                if (!await ContainsAsync(last, cancellationToken))
                {
                    return false;
                }
            }

            if (entry is null)
            {
                return true;
            }

            await stuck.WithdrawAsync(entry, cancellationToken);
        }

        return await stuck.FindAsync(projection.Name, stream, cancellationToken) is null;
    }

    private async ValueTask<bool> ContainsAsync(RecordedEvent recorded, CancellationToken cancellationToken) =>
        (await views.LoadVersionsAsync(projection.Name, [recorded.Stream], cancellationToken)).TryGetValue(recorded.Stream, out var version)
        && version >= recorded.Version;

    // The last event that cannot be lost any more: what is, a view could not give back.
    private async ValueTask<RecordedEvent?> FindLastAsync(StreamId stream, CancellationToken cancellationToken) =>
        await events.ReadTailAsync(stream, null, NoSnapshot, cancellationToken) switch
        {
            [] => null,
            [.., var commit] => await events.ConfirmAsync(commit, cancellationToken)
                ? commit.Record(commit.Events.Count - 1)
                : throw new EventStoreUnavailableException($"The store has crashed and lost version {commit.Last} of {stream}. Its view does not have it: try again."),
        };

    private Dictionary<StreamId, List<RecordedEvent>> GroupByStream(IEnumerable<RecordedEvent> recorded)
    {
        var streams = new Dictionary<StreamId, List<RecordedEvent>>();
        foreach (var e in recorded)
        {
            if (!e.Stream.IsOf(projection.Category))
            {
                continue;
            }

            if (!streams.TryGetValue(e.Stream, out var events))
            {
                streams.Add(e.Stream, events = []);
            }

            events.Add(e);
        }

        return streams;
    }

    // Returns the streams of which the store does not show all events yet; none of them where this is the last try.
    private async ValueTask<KeyValuePair<StreamId, List<RecordedEvent>>[]> UpdateStreamsAsync(
        KeyValuePair<StreamId, List<RecordedEvent>>[] told, bool isLast, CancellationToken cancellationToken)
    {
        using var recording = new ProjectionRecording(_tags, [.. told.SelectMany(stream => stream.Value)]);
        try
        {
            var waiting = await UpdateStreamsAsync(told, isLast, recording, cancellationToken);
            return waiting.Count == 0 ? [] : Array.FindAll(told, stream => waiting.Contains(stream.Key));
        }
        catch (Exception exception)
        {
            recording.Fail(exception);
            throw;
        }
    }

    private async ValueTask<HashSet<StreamId>> UpdateStreamsAsync(
        KeyValuePair<StreamId, List<RecordedEvent>>[] told, bool isLast, ProjectionRecording recording, CancellationToken cancellationToken)
    {
        var streams = Array.ConvertAll(told, stream => stream.Key);
        for (var attempt = 1; ; attempt++)
        {
            var loaded = await LoadAsync(streams, cancellationToken);
            var folds = new List<ViewFold<TView, TEvent>>(told.Length);
            foreach (var (stream, batch) in told)
            {
                folds.Add(await FoldAsync(new ViewFold<TView, TEvent>(projection, stream, loaded.GetValueOrDefault(stream)), batch, recording, cancellationToken));
            }

            var writes = folds.Select(f => f.ToWrite()).OfType<ViewWrite>().ToList();
            if (writes.Count == 0 || await views.SaveAsync(projection.Name, writes, cancellationToken))
            {
                var waiting = isLast ? [] : folds.Where(MayStillCome).Select(fold => fold.Stream).ToHashSet();
                var settled = waiting.Count == 0 ? folds : folds.FindAll(fold => !waiting.Contains(fold.Stream));
                recording.Done(settled.Select(fold => (fold.Stream, fold.Began, fold.Failure?.Version)), time.GetUtcNow());
                await ReportAsync(settled, cancellationToken);
                signals.Views.Raise(folds.ConvertAll(fold => new ViewChange(fold.Stream, fold.Version)));
                return waiting;
            }

            recording.Conflict();
            await Task.Delay(Retry.After(attempt, _random.NextDouble()), time, cancellationToken);
        }
    }

    private async ValueTask<ViewFold<TView, TEvent>> FoldAsync(
        ViewFold<TView, TEvent> fold, List<RecordedEvent> batch, ProjectionRecording recording, CancellationToken cancellationToken)
    {
        batch.Sort(static (one, other) => one.Version.CompareTo(other.Version));
        while (!fold.Fold(batch) && fold.Failure is null)
        {
            await CloseGapAsync(fold, batch.Find(recorded => recorded.Version > fold.Version)!, recording, cancellationToken);
        }

        return fold;
    }

    // Not beyond what was told of: what comes behind may not be durable yet, and a view could not give it back. If it turns out that there is
    // no such event, nothing that was read on the way to it is known to be durable either.
    private async ValueTask CloseGapAsync(ViewFold<TView, TEvent> fold, RecordedEvent told, ProjectionRecording recording, CancellationToken cancellationToken)
    {
        var before = fold.Place;
        try
        {
            while (fold.Version.Next < told.Version && fold.Failure is null)
            {
                var count = (int)Math.Min(PageSize, told.Version.Value - fold.Version.Value - 1);
                var missing = await events.ReadAsync(fold.Stream, fold.Version, count, cancellationToken);
                if (missing.Count == 0 || missing[0].Version != fold.Version.Next)
                {
                    throw new EventsMissingException(fold.Stream, fold.Version.Next, told.Version);
                }

                recording.Gap();
                fold.Fold(missing);
            }
        }
        catch (Exception exception) when (exception is not (EventStoreUnavailableException or OperationCanceledException))
        {
            // What is missing, and what somebody has damaged, concerns this stream alone.
            fold.StopAt(before, told, exception);
        }
    }

    // It has not been waited for already.
    private bool MayStillCome(ViewFold<TView, TEvent> fold) =>
        fold.Failure is { Error: EventsMissingException } failure && !_known.IsAt(fold.Stream, failure.Version);

    private ValueTask<IReadOnlyDictionary<StreamId, StoredView>> LoadAsync(IReadOnlyList<StreamId> streams, CancellationToken cancellationToken) =>
        views.LoadAsync(projection.Name, streams, cancellationToken);

    private async ValueTask ReportAsync(List<ViewFold<TView, TEvent>> folds, CancellationToken cancellationToken)
    {
        foreach (var fold in folds)
        {
            if (fold.Failure is { } failure)
            {
                _known.Remember(fold.Stream, failure.Version);
                using var trace = EventSourcingTelemetry.Resume(failure.TraceParent);
                logger.StreamStuck(failure.Error, projection.Name.ToString(), fold.Stream.Value, failure.Version.Value, failure.EventType);
                await stuck.ReportAsync(
                    new StuckStream(projection.Name, fold.Stream, failure.Version, failure.EventType, failure.Describe(), time.GetUtcNow(), 1), cancellationToken);
            }
            else if (_known.IsPast(fold.Stream, fold.Version))
            {
                await ResolveAsync(fold.Stream, fold.Version, cancellationToken);
            }
        }
    }

    private async ValueTask ResolveAsync(StreamId stream, StreamVersion reached, CancellationToken cancellationToken)
    {
        await stuck.ResolveAsync(projection.Name, stream, reached, cancellationToken);
        _known.Forget(stream);
    }
}
