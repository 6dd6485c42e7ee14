using System.Diagnostics;
using CqrsPrototype.EventSourcing.Streams;
using CqrsPrototype.EventSourcing.Telemetry;

namespace CqrsPrototype.EventSourcing.Projections;

/// <summary>One batch of a projection as telemetry tells it: the spans of its events, and what became of them how soon.</summary>
internal sealed class ProjectionRecording : IDisposable
{
    private readonly long _begin = Stopwatch.GetTimestamp();
    private readonly ProjectionTags _tags;
    private readonly IReadOnlyList<RecordedEvent> _events;
    private readonly EventSpans? _spans;
    private int _conflicts;
    private int _gaps;

    public ProjectionRecording(ProjectionTags tags, IReadOnlyList<RecordedEvent> events)
    {
        (_tags, _events) = (tags, events);
        _spans = EventSpans.Start(
            EventSourcingTelemetry.Source, $"project {tags.View.Projection}", ActivityKind.Internal, events, recorded => recorded.Metadata.TraceParent);
        Instruments.ProjectionBatchSize.Record(events.Count, tags.Projection);
    }

    /// <summary>Another process has written one of the views: all is loaded and folded again.</summary>
    public void Conflict() => _conflicts++;

    /// <summary>A stream was read because events of it were missing.</summary>
    public void Gap() => _gaps++;

    /// <summary>The store did not do what it was asked; the batch comes again.</summary>
    public void Fail(Exception exception) => _spans?.Fail(exception);

    /// <summary>All views are durable. A stream that still waits for missing events is not among them: its events are told of when it is settled.</summary>
    /// <param name="folds">Where each stream's view began, and the event that stopped it.</param>
    /// <param name="now">When.</param>
    public void Done(IEnumerable<(StreamId Stream, StreamVersion Began, StreamVersion? StuckAt)> folds, DateTimeOffset now)
    {
        Instruments.ProjectionDuration.Record(Stopwatch.GetElapsedTime(_begin).TotalSeconds, _tags.Projection);
        if (_spans is not null || Instruments.ProjectionEvents.Enabled || Instruments.ProjectionDelay.Enabled)
        {
            Tell(folds.ToDictionary(fold => fold.Stream), now);
        }
    }

    public void Dispose()
    {
        // Also where there was none, so that the series is there before the first.
        Instruments.ProjectionConflicts.Add(_conflicts, _tags.Projection);
        Instruments.ProjectionGaps.Add(_gaps, _tags.Projection);
        _spans?.Dispose();
    }

    private void Tell(Dictionary<StreamId, (StreamId Stream, StreamVersion Began, StreamVersion? StuckAt)> folds, DateTimeOffset now)
    {
        var (applied, duplicates, stuck) = (0, 0, 0);
        for (var i = 0; i < _events.Count; i++)
        {
            var recorded = _events[i];
            if (!folds.TryGetValue(recorded.Stream, out var fold))
            {
                continue;
            }

            var (_, began, stuckAt) = fold;
            if (recorded.Version <= began)
            {
                duplicates++;
                Describe(i, ProjectionTags.Duplicate);
            }
            else if (recorded.Version >= stuckAt)
            {
                stuck++;
                Describe(i, ProjectionTags.Stuck);
            }
            else
            {
                applied++;
                Instruments.ProjectionDelay.Record(Math.Max(0, (now - recorded.At).TotalSeconds), _tags.Projection);
                Describe(i, ProjectionTags.Applied);
            }
        }

        Count(applied, ProjectionTags.Applied);
        Count(duplicates, ProjectionTags.Duplicate);
        Count(stuck, ProjectionTags.Stuck);
    }

    private void Count(int events, string outcome)
    {
        if (events > 0)
        {
            Instruments.ProjectionEvents.Add(events, [.. _tags.Projection, new("cqrs.projection.outcome", outcome)]);
        }
    }

    private void Describe(int index, string outcome)
    {
        if (_spans?[index] is not { } span)
        {
            return;
        }

        var recorded = _events[index];
        span.SetTag("cqrs.stream.id", recorded.Stream.Value).SetTag("cqrs.stream.version", recorded.Version.Value)
            .SetTag("cqrs.event.type", recorded.Event.Type)
            .SetTag("cqrs.projection.name", _tags.View.Projection).SetTag("cqrs.projection.generation", _tags.View.Generation)
            .SetTag("cqrs.projection.outcome", outcome);
        if (outcome == ProjectionTags.Stuck)
        {
            span.SetStatus(ActivityStatusCode.Error);
        }
    }
}
