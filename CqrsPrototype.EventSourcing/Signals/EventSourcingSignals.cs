namespace CqrsPrototype.EventSourcing.Signals;

/// <summary>The hints that the parts of one process give each other, so that nothing on the way waits for a poll.</summary>
public sealed class EventSourcingSignals
{
    /// <summary>Commits were appended that are not in the log yet: wakes the sequencer, where a store needs one.</summary>
    public Signal Appended { get; } = new();

    /// <summary>The log has grown: raised by whoever puts commits into it.</summary>
    public Signal LogGrown { get; } = new();

    /// <summary>Views have changed: raised by projections, awaited by readers of their own writes.</summary>
    public ViewSignals Views { get; } = new();
}
