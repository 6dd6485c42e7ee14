using CqrsPrototype.EventSourcing.Log.Sequencing;
using CqrsPrototype.Tests.Simulation.Faults;

namespace CqrsPrototype.Tests.EventSourcing.Sequencing;

/// <summary>The steps of one sequencer, of which some go as a test says; all happen at once.</summary>
internal sealed class ScriptedSteps(SequencedStore store) : ISequencerStore, ISteps
{
    private readonly List<(string Step, Func<Fault> Happens)> _script = [];
    private readonly Queue<bool> _tosses = new();

    /// <summary>The steps of the script that have not come yet.</summary>
    public IEnumerable<string> Left => _script.Select(s => s.Step);

    public ISequencerPass Begin() => new FaultyPass(store, this);

    /// <summary>Says what happens the next time that this step comes for which nothing was said yet.</summary>
    public ScriptedSteps At(string step, Func<Fault> happens)
    {
        _script.Add((step, happens));
        return this;
    }

    /// <summary>Lets the next scan see only some of the pending commits.</summary>
    public ScriptedSteps Sees(params bool[] which)
    {
        Array.ForEach(which, _tosses.Enqueue);
        return At("scan", () => Fault.Partial);
    }

    public Task<Fault> StepAsync(string step, bool isWrite)
    {
        var next = _script.FindIndex(s => s.Step == step);
        if (next < 0)
        {
            return Task.FromResult(Fault.None);
        }

        var happens = _script[next].Happens;
        _script.RemoveAt(next);
        return Task.FromResult(happens());
    }

    public void Later(Action write) => throw new NotSupportedException();

    public bool Toss() => _tosses.Dequeue();
}
