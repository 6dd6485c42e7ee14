namespace CqrsPrototype.Tests.Simulation.Faults;

/// <summary>Decides what happens to each request of a process: how long it travels, what goes wrong, whether the process dies of it.</summary>
internal interface IFaults
{
    /// <summary>How long a request takes to where it is served, or its answer back.</summary>
    TimeSpan Travel();

    /// <summary>What becomes of a request that has arrived.</summary>
    Fault Next(string process, string step, bool isWrite);

    /// <summary>Whether the process dies at this moment.</summary>
    bool Kills(string process, string step);

    /// <summary>Whether the server dies soon after it has let somebody see what is not durable: a commit only, or a page too.</summary>
    bool KillsServer(bool withPage);

    /// <summary>How much later a write happens that nobody waits for any more.</summary>
    TimeSpan Lateness();
}
