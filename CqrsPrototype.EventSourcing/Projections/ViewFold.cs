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
    private RecordedEvent? _last;

    public ViewFold(IProjection<TView, TEvent> projection, StreamId stream, StoredView? start)
    {
        _projection = projection;
        _start = start;
        Stream = stream;
        Version = start?.Version ?? StreamVersion.None;
    }

    public StreamId Stream { get; }

    public StreamVersion Version { get; private set; }

    /// <summary>The version that it began with.</summary>
    public StreamVersion Began => _start?.Version ?? StreamVersion.None;

    /// <summary>What stopped it; nothing is folded behind it.</summary>
    public FoldFailure? Failure { get; private set; }

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

    /// <summary>Where it is now.</summary>
    public (TView? View, RecordedEvent? Last, StreamVersion Version) Place => (_view, _last, Version);

    /// <summary>Takes it back to where it was before a gap that cannot be closed, and stops it there.</summary>
    /// <param name="place">Where it was.</param>
    /// <param name="told">The event behind the gap that was told of.</param>
    /// <param name="error">Why.</param>
    public void StopAt((TView? View, RecordedEvent? Last, StreamVersion Version) place, RecordedEvent told, Exception error)
    {
        (_view, _last, Version) = place;
        Failure = FoldFailure.Before(told, Version.Next, error);
    }

    /// <summary>What must be written; <see langword="null"/> if nothing has changed, or if the view cannot be written: see <see cref="Failure"/>.</summary>
    public ViewWrite? ToWrite()
    {
        if (_last is null)
        {
            return null;
        }

        try
        {
            return new ViewWrite(Render(_last), Began);
        }
        catch (Exception error)
        {
            // As in TryApply. It takes the place of a failure further on, since the view stays where it began.
            Failure = FoldFailure.At(_last, error);
            return null;
        }
    }

    private StoredView Render(RecordedEvent last) => _view is null
        ? new StoredView(Stream, last.Version, last.At, null)
        : new StoredView(Stream, last.Version, last.At, JsonSerializer.SerializeToUtf8Bytes(_view, _projection.Json))
        {
            SortKey = _projection.SortKey(_view),
            SearchTerms = _projection.SearchTerms(_view),
        };

    private TView? ReadStart() => _start?.Damage is { } damage
        ? throw new ViewDamagedException(Stream, damage)
        : _start?.Body is { } body ? JsonSerializer.Deserialize(body.Span, _projection.Json) : null;

    private bool TryApply(RecordedEvent recorded)
    {
        try
        {
            var view = _last is null ? ReadStart() : _view;
            _view = recorded.Event.IsVoid ? view : _projection.Apply(view, _projection.Events.Deserialize(recorded.Event), recorded);
            (Version, _last) = (recorded.Version, recorded);
            return true;
        }
        catch (Exception error)
        {
            // Whatever a projection throws, and a stored view that somebody has damaged, concerns this stream alone: it is reported, and the others go on.
            Failure = FoldFailure.At(recorded, error);
            return false;
        }
    }
}
