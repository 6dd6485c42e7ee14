using CqrsPrototype.EventSourcing.Streams;

namespace CqrsPrototype.EventSourcing.Projections;

/// <summary>What stopped a view on its way.</summary>
/// <param name="Version">The event that is not in the view and should be next.</param>
/// <param name="EventType">Its type; where it is missing, that of the event that was told of in its place.</param>
/// <param name="TraceParent">The trace of the event that was told of.</param>
/// <param name="Error">Why.</param>
internal sealed record FoldFailure(StreamVersion Version, string EventType, string? TraceParent, Exception Error)
{
    /// <summary>An event that cannot be projected.</summary>
    public static FoldFailure At(RecordedEvent recorded, Exception error) =>
        new(recorded.Version, recorded.Event.Type, recorded.Metadata.TraceParent, error);

    /// <summary>An event that was told of while those before it cannot be read.</summary>
    public static FoldFailure Before(RecordedEvent told, StreamVersion missing, Exception error) =>
        new(missing, told.Event.Type, told.Metadata.TraceParent, error);

    /// <summary>The entry of the list of stuck streams, after a first attempt.</summary>
    public StuckStream ToStuck(ViewName view, StreamId stream, DateTimeOffset at) =>
        new(view, stream, Version, EventType, $"{Error.GetType().Name}: {Error.Message}", at, 1);
}
