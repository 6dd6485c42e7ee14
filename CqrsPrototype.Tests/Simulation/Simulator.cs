using CqrsPrototype.Tests.Simulation.Clients;
using CqrsPrototype.Tests.Simulation.Faults;
using CqrsPrototype.Tests.Simulation.Mutations;

namespace CqrsPrototype.Tests.Simulation;

/// <summary>One seed: clients at work while everything fails, then calm.</summary>
internal sealed class Simulator
{
    private readonly World _world;
    private readonly Random _chance;
    private readonly RandomFaults _faults;
    private readonly RequestSource _requests;

    public Simulator(int seed, Deployment deployment, Mutation mutation)
    {
        _chance = new Random(seed);
        _faults = new RandomFaults(_chance);
        _world = new World(_chance, deployment, _faults, mutation);
        _requests = new RequestSource(_world);
    }

    public History History => _world.History;

    /// <summary>Runs to the end.</summary>
    /// <exception cref="Violation">A rule did not hold.</exception>
    public void Run() => _world.Run(async () =>
    {
        for (var i = _chance.Next(1, 4); i > 0; i--)
        {
            _world.Processes.Start();
        }

        var trouble = new Trouble(_world);
        _world.Watch("the trouble", trouble.RunAsync());
        var haste = _chance.Pick([3, 50, 300]);
        await Task.WhenAll(Enumerable.Range(1, _chance.Next(1, 7))
            .Select(n => new Client(_world, $"client{n}", _requests).RunAsync(_chance.Next(4, 16), haste)));
        trouble.IsOver = true;
        CalmDown();
        await new Ending(_world, _requests).ReachAsync();
    });

    // No more faults; the program is mended and started anew.
    private void CalmDown()
    {
        _world.History.Note("world", "calms down");
        (_faults.AreOver, _world.IsMended) = (true, true);
        _world.Processes.CrashAll();
    }
}
