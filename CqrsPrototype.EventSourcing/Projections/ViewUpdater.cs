using CqrsPrototype.EventSourcing.Signals;
using CqrsPrototype.EventSourcing.Streams;
using CqrsPrototype.EventSourcing.Subscriptions;
using Microsoft.Extensions.Logging;

namespace CqrsPrototype.EventSourcing.Projections;

/// <summary>Brings views up to the events that it is told of, whatever order and however often they come, beside any number of its like.</summary>
/// <remarks>
/// A view takes only its next version: that one is folded as it was delivered, what is older is a repetition, and a gap is closed by
/// reading the stream. A write holds only on the version that was loaded, so of two writers one loads again.
/// </remarks>
public sealed class ViewUpdater<TView, TEvent>(
    IProjection<TView, TEvent> projection, IEventStore events, IViewStore views, IStuckStreams stuck,
    EventSourcingSignals signals, TimeProvider time, ILogger<ViewUpdater<TView, TEvent>> logger, Random? random = null) : IViewUpdater
    where TView : class
    where TEvent : class
{
    private const int MaxStreams = 1000;
    private const int NoSnapshot = 0;
    private const int RetryTries = 3;

    // A store that has just restarted may show less, for a moment, than was delivered before.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    private static readonly Backoff Retry = new(TimeSpan.FromMilliseconds(5), TimeSpan.FromSeconds(1));

    private readonly Random _random = random ?? Random.Shared;
    private readonly ProjectionTags _tags = new(projection.Name);
    private readonly StreamFolder<TView, TEvent> _folder = new(projection, events);
    private readonly StuckReports _stuck = new(projection.Name, stuck, time, logger);

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
            var entry = await _stuck.ReopenAsync(stream, cancellationToken);
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

            await _stuck.WithdrawAsync(entry, cancellationToken);
        }

        return await _stuck.FindAsync(stream, cancellationToken) is null;
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
            var loaded = await views.LoadAsync(projection.Name, streams, cancellationToken);
            var folds = new List<ViewFold<TView, TEvent>>(told.Length);
            foreach (var (stream, batch) in told)
            {
                folds.Add(await _folder.FoldAsync(stream, loaded.GetValueOrDefault(stream), batch, recording, cancellationToken));
            }

            var writes = folds.Select(f => f.ToWrite()).OfType<ViewWrite>().ToList();
            if (writes.Count == 0 || await views.SaveAsync(projection.Name, writes, cancellationToken))
            {
                var waiting = isLast ? [] : folds.Where(MayStillCome).Select(fold => fold.Stream).ToHashSet();
                var settled = waiting.Count == 0 ? folds : folds.FindAll(fold => !waiting.Contains(fold.Stream));
                recording.Done(settled.Select(fold => (fold.Stream, fold.Began, fold.Failure?.Version)), time.GetUtcNow());
                foreach (var fold in settled)
                {
                    await _stuck.TellAsync(fold.Stream, fold.Version, fold.Failure, cancellationToken);
                }

                signals.Views.Raise(folds.ConvertAll(fold => new ViewChange(fold.Stream, fold.Version)));
                return waiting;
            }

            recording.Conflict();
            await Task.Delay(Retry.After(attempt, _random.NextDouble()), time, cancellationToken);
        }
    }

    // It has not been waited for already.
    private bool MayStillCome(ViewFold<TView, TEvent> fold) =>
        fold.Failure is { Error: EventsMissingException } failure && !_stuck.IsKnown(fold.Stream, failure);
}
