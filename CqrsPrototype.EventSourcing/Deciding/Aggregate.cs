using System.Text.Json.Serialization.Metadata;
using CqrsPrototype.EventSourcing.Events;

namespace CqrsPrototype.EventSourcing.Deciding;

/// <summary>All that the mechanism needs to know of an aggregate.</summary>
/// <param name="Category">The category of its streams.</param>
/// <param name="Decider">Its rules.</param>
/// <param name="Events">Its events, as they are stored.</param>
/// <param name="StateJson">How its state is written into snapshots.</param>
/// <param name="SnapshotSchema">
/// From 1. Raise it whenever the state's form or <see cref="IDecider{TCommand, TEvent, TState, TRefusal}.Evolve"/> changes: older snapshots are then passed over.
/// </param>
public sealed record Aggregate<TCommand, TEvent, TState, TRefusal>(
    string Category,
    IDecider<TCommand, TEvent, TState, TRefusal> Decider,
    EventTypes<TEvent> Events,
    JsonTypeInfo<TState> StateJson,
    int SnapshotSchema)
    where TEvent : class
    where TRefusal : struct, Enum;
