using CqrsPrototype.EventSourcing.Streams;

namespace CqrsPrototype.EventSourcing.Projections;

/// <summary>A stream whose view stands still, because an event of it could not be projected. Its later events wait in the store.</summary>
/// <param name="View">The view that stands still.</param>
/// <param name="Stream">The stream.</param>
/// <param name="Version">The event that could not be projected.</param>
/// <param name="EventType">Its type.</param>
/// <param name="Error">What went wrong, for the operator.</param>
/// <param name="At">When it was tried last.</param>
/// <param name="Attempts">How often it was tried.</param>
public sealed record StuckStream(ViewName View, StreamId Stream, StreamVersion Version, string EventType, string Error, DateTimeOffset At, int Attempts);
