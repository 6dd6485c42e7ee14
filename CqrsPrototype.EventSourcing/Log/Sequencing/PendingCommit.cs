using CqrsPrototype.EventSourcing.Streams;

namespace CqrsPrototype.EventSourcing.Log.Sequencing;

/// <summary>A commit that is stored and not yet marked as placed in the log.</summary>
/// <param name="Slot">Which commit.</param>
/// <param name="Count">How many events it has.</param>
/// <param name="Predecessor">The slot version of the commit before it in its stream; <see cref="StreamVersion.None"/> for the first.</param>
public readonly record struct PendingCommit(Slot Slot, int Count, StreamVersion Predecessor)
{
    /// <summary>When it was decided.</summary>
    public DateTimeOffset At { get; init; }

    /// <summary>The W3C trace context of its events, where they have one.</summary>
    public string? TraceParent { get; init; }

    /// <summary>The slot of the commit before it, if it is not the first of its stream.</summary>
    public Slot? PredecessorSlot => Predecessor == StreamVersion.None ? null : new Slot(Slot.Stream, Predecessor);
}
