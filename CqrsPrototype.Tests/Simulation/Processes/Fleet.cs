using CqrsPrototype.EventSourcing.Signals;
using CqrsPrototype.Tests.Simulation.Faults;

namespace CqrsPrototype.Tests.Simulation.Processes;

/// <summary>The processes that are alive, and what follows when one dies.</summary>
/// <param name="world">Where they live.</param>
/// <param name="signals">The hints that they give each other; <see langword="null"/> if none is heard beyond a process.</param>
internal sealed class Fleet(World world, EventSourcingSignals? signals)
{
    private readonly List<SimulatedProcess> _alive = [];
    private int _started;

    public IReadOnlyList<SimulatedProcess> Alive => _alive;

    /// <summary>Whether another process takes the place of one that has died.</summary>
    public bool ReplacesTheDead { get; set; } = true;

    public SimulatedProcess Start()
    {
        var process = new SimulatedProcess(world, $"process{++_started}", signals ?? new EventSourcingSignals());
        _alive.Add(process);
        process.Start();
        return process;
    }

    public void CrashAll() => _alive.ToList().ForEach(process => process.Crash());

    /// <summary>The broker sees that a consumer is gone, and after a while somebody starts another process.</summary>
    public void Died(SimulatedProcess process)
    {
        _alive.Remove(process);
        world.RedeliverLater();
        if (ReplacesTheDead)
        {
            world.After(world.Chance.Milliseconds(1, 3000), () => Start());
        }
    }
}
