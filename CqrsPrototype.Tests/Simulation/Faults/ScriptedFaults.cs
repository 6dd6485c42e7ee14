namespace CqrsPrototype.Tests.Simulation.Faults;

/// <summary>Nothing goes wrong but what a test says. Requests travel a little while, by chance.</summary>
internal sealed class ScriptedFaults(Random chance) : IFaults
{
    private readonly List<(string Step, Fault Fault, bool Kills)> _script = [];
    private bool _kills;

    /// <summary>The requests of the script that have not come yet.</summary>
    public IEnumerable<string> Left => _script.Select(s => s.Step);

    /// <summary>Says what becomes of the next request of that name for which nothing was said yet, and whether its process dies of it.</summary>
    public ScriptedFaults At(string step, Fault fault, bool kills = false)
    {
        _script.Add((step, fault, kills));
        return this;
    }

    public TimeSpan Travel() => chance.Milliseconds(0, 5);

    public Fault Next(string process, string step, bool isWrite)
    {
        var next = _script.FindIndex(s => s.Step == step);
        if (next < 0)
        {
            return Fault.None;
        }

        (_, var fault, _kills) = _script[next];
        _script.RemoveAt(next);
        return fault;
    }

    public bool Kills(string process, string step)
    {
        var kills = _kills;
        _kills = false;
        return kills;
    }

    public bool KillsServer(bool withPage) => false;

    // Behind a repetition, which takes some milliseconds.
    public TimeSpan Lateness() => chance.Milliseconds(500, 1000);
}
