using CqrsPrototype.EventSourcing.Log.Sequencing;
using CqrsPrototype.Tests.Simulation.Faults;

namespace CqrsPrototype.Tests.EventSourcing.Sequencing;

/// <summary>Lets one step of one sequencer happen at a time, chosen by a seed, and deals out faults. Single-threaded: the steps run where they are released.</summary>
internal sealed class SequencerSchedule(int seed, double faults) : ISequencerStore, ISteps
{
    private readonly Random _random = new(seed);
    private readonly List<(string Step, TaskCompletionSource<Fault> Go, bool IsWrite)> _waiting = [];
    private readonly List<Action> _late = [];

    public SequencedStore Store { get; } = new();

    public bool HasFaults { get; set; } = true;

    public ISequencerPass Begin() => new FaultyPass(Store, this);

    public bool Toss() => _random.Next(2) == 0;

    public int Next(int below) => _random.Next(below);

    public void Later(Action write) => _late.Add(write);

    public Task<Fault> StepAsync(string step, bool isWrite)
    {
        var go = new TaskCompletionSource<Fault>();
        _waiting.Add((step, go, isWrite));
        return go.Task;
    }

    /// <summary>Lets one waiting step happen, or a late write.</summary>
    public void Advance()
    {
        if (_late.Count > 0 && (_random.Next(4) == 0 || _waiting.Count == 0))
        {
            var write = _late[_random.Next(_late.Count)];
            _late.Remove(write);
            write();
        }
        else if (_waiting.Count > 0)
        {
            var chosen = _waiting[_random.Next(_waiting.Count)];
            _waiting.Remove(chosen);
            chosen.Go.SetResult(Deal(chosen.IsWrite));
        }
    }

    /// <summary>Every write that was still on its way happens now.</summary>
    public void Settle()
    {
        _late.ForEach(write => write());
        _late.Clear();
    }

    private Fault Deal(bool isWrite)
    {
        if (!HasFaults || _random.NextDouble() >= faults)
        {
            return Fault.None;
        }

        return isWrite
            ? new[] { Fault.Before, Fault.After, Fault.Late }[_random.Next(3)]
            : new[] { Fault.Before, Fault.Partial, Fault.Partial }[_random.Next(3)];
    }
}
