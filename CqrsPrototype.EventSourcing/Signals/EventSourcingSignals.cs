namespace CqrsPrototype.EventSourcing.Signals;

/// <summary>The hints that the parts of the system give each other, so that nothing on the way waits for a poll.</summary>
/// <remarks>
/// Within a process they are raised and awaited here. An adapter may carry them further: it takes what was raised here from the
/// <see cref="Outbox"/>, and gives what others have raised to <see cref="Hear"/>.
/// </remarks>
public sealed class EventSourcingSignals
{
    /// <summary>Makes signals that nobody has raised yet.</summary>
    public EventSourcingSignals()
    {
        Appended = new Signal(Outbox.AddAppended);
        LogGrown = new Signal(Outbox.AddLogGrown);
        Views = new ViewSignals(Outbox.Add);
    }

    /// <summary>What was raised in this process and has not been told to others.</summary>
    public HintOutbox Outbox { get; } = new();

    /// <summary>Commits were appended that are not in the log yet: wakes the sequencer, where a store needs one.</summary>
    public Signal Appended { get; }

    /// <summary>The log has grown: raised by whoever puts commits into it.</summary>
    public Signal LogGrown { get; }

    /// <summary>Views have changed: raised by projections, awaited by readers of their own writes.</summary>
    public ViewSignals Views { get; }

    /// <summary>Wakes whoever waits here for what has happened elsewhere; it is not told any further.</summary>
    public void Hear(Hints hints)
    {
        if (hints.Appended)
        {
            Appended.Hear();
        }

        if (hints.LogGrown)
        {
            LogGrown.Hear();
        }

        if (hints.Projected.Count > 0)
        {
            Views.Hear(hints.Projected);
        }
    }
}
