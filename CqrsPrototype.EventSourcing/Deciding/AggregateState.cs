using CqrsPrototype.EventSourcing.Streams;

namespace CqrsPrototype.EventSourcing.Deciding;

/// <summary>An aggregate as it is after some version of its stream.</summary>
/// <param name="State">The fold of the events 1 to <paramref name="Version"/>.</param>
/// <param name="Version">The last event in it; <see cref="StreamVersion.None"/> for a stream without events.</param>
/// <param name="LastCommit">The commit that the last event belongs to.</param>
public sealed record AggregateState<TState>(TState State, StreamVersion Version, Commit? LastCommit);
