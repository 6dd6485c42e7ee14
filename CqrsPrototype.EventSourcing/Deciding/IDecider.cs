namespace CqrsPrototype.EventSourcing.Deciding;

/// <summary>The rules of one aggregate, as pure functions: no clock, no chance, no I/O.</summary>
/// <typeparam name="TCommand">What can be asked of it.</typeparam>
/// <typeparam name="TEvent">What can happen to it.</typeparam>
/// <typeparam name="TState">What it must remember to decide.</typeparam>
/// <typeparam name="TRefusal">Why it may say no.</typeparam>
public interface IDecider<in TCommand, TEvent, TState, TRefusal>
    where TEvent : class
    where TRefusal : struct, Enum
{
    /// <summary>The state before the first event.</summary>
    TState Initial { get; }

    /// <summary>What follows from a command in a state.</summary>
    Decision<TEvent, TRefusal> Decide(TState state, TCommand command);

    /// <summary>The state after an event. Must accept every event that was ever stored.</summary>
    /// <param name="state">The state before.</param>
    /// <param name="event">What happened.</param>
    /// <param name="at">When, as it was recorded.</param>
    TState Evolve(TState state, TEvent @event, DateTimeOffset at);
}
