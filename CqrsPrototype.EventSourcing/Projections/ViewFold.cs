using System.Text.Json;
using CqrsPrototype.EventSourcing.Streams;

namespace CqrsPrototype.EventSourcing.Projections;

/// <summary>A view that is being folded: where it began, how far it is, and the event that stopped it, if one did. No I/O.</summary>
internal sealed class ViewFold<TView, TEvent>
    where TView : class
    where TEvent : class
{
    private readonly IProjection<TView, TEvent> _projection;
    private readonly StoredView? _start;
    private TView? _view;
    private DateTimeOffset _at;

    public ViewFold(IProjection<TView, TEvent> projection, StreamId stream, StoredView? start)
    {
        _projection = projection;
        _start = start;
        Stream = stream;
        Version = start?.Version ?? StreamVersion.None;
        _view = start?.Body is { } body ? JsonSerializer.Deserialize(body.Span, projection.Json) : null;
    }

    public StreamId Stream { get; }

    public StreamVersion Version { get; private set; }

    /// <summary>The event that could not be projected, and why; nothing is folded behind it.</summary>
    public (RecordedEvent Event, Exception Error)? Failure { get; private set; }

    /// <summary>Says what an event means to the view as it is now.</summary>
    public static ProjectionStep Next(StreamVersion view, StreamVersion @event) => (@event.Value - view.Value) switch
    {
        <= 0 => ProjectionStep.Duplicate,
        1 => ProjectionStep.Apply,
        _ => ProjectionStep.Gap,
    };

    /// <summary>Folds what comes in version order: passes over what it has, and stops at a gap or a failure.</summary>
    /// <returns>Whether all of it is in the view now.</returns>
    public bool Fold(IEnumerable<RecordedEvent> events)
    {
        foreach (var recorded in events)
        {
            switch (Next(Version, recorded.Version))
            {
                case ProjectionStep.Gap:
                    return false;
                case ProjectionStep.Apply when !TryApply(recorded):
                    return false;
            }
        }

        return true;
    }

    /// <summary>What must be written; <see langword="null"/> if nothing has changed.</summary>
    public ViewWrite? ToWrite()
    {
        var loaded = _start?.Version ?? StreamVersion.None;
        if (Version == loaded)
        {
            return null;
        }

        var stored = _view is null
            ? new StoredView(Stream, Version, _at, null)
            : new StoredView(Stream, Version, _at, JsonSerializer.SerializeToUtf8Bytes(_view, _projection.Json))
            {
                SortKey = _projection.SortKey(_view),
                SearchTerms = _projection.SearchTerms(_view),
            };
        return new ViewWrite(stored, loaded);
    }

    private bool TryApply(RecordedEvent recorded)
    {
        try
        {
            _view = _projection.Apply(_view, _projection.Events.Deserialize(recorded.Event), recorded);
            (Version, _at) = (recorded.Version, recorded.At);
            return true;
        }
        catch (Exception error)
        {
            // Whatever a projection throws concerns this stream alone: it is reported, and the others go on.
            Failure = (recorded, error);
            return false;
        }
    }
}
