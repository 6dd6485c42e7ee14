namespace CqrsPrototype.EventSourcing.Signals;

/// <summary>How far a signal was when somebody looked; <see cref="Signal.WaitAsync"/> waits for what comes after.</summary>
public readonly record struct SignalObservation
{
    internal SignalObservation(Signal signal, long raised) => (Signal, Raised) = (signal, raised);

    internal Signal Signal { get; }

    internal long Raised { get; }
}
