using CqrsPrototype.EventSourcing.Streams;

namespace CqrsPrototype.EventSourcing.Projections;

/// <summary>A new state of a view, to be written only if nobody has changed it since it was loaded.</summary>
/// <param name="View">What it becomes.</param>
/// <param name="Loaded">The version that was loaded; <see cref="StreamVersion.None"/> where there was no view.</param>
public sealed record ViewWrite(StoredView View, StreamVersion Loaded);
