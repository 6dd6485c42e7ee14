namespace CqrsPrototype.Tests.Simulation.Faults;

/// <summary>Stands before each step of a sequencer's pass: says when it happens and what goes wrong.</summary>
internal interface ISteps
{
    Task<Fault> StepAsync(string step, bool isWrite);

    /// <summary>Lets a write happen some time later.</summary>
    void Later(Action write);

    /// <summary>Heads or tails.</summary>
    bool Toss();
}
