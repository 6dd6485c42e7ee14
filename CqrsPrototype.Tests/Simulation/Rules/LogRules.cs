using CqrsPrototype.EventSourcing.Log;
using CqrsPrototype.EventSourcing.Streams;
using CqrsPrototype.Tests.Simulation.Storage;

namespace CqrsPrototype.Tests.Simulation.Rules;

/// <summary>I1 to I3 and C2 as readers of the log see them: one order without gaps, each stream in version order, and what was read once stays.</summary>
internal sealed class LogRules(World world)
{
    private readonly List<Commit> _read = [];
    private readonly Dictionary<GlobalPosition, Commit> _at = [];
    private readonly Dictionary<(StreamId Stream, StreamVersion Version), GlobalPosition> _positions = [];
    private readonly Dictionary<StreamId, StreamVersion> _ends = [];

    /// <summary>All that anybody has read so far.</summary>
    public IReadOnlyList<Commit> Known => _read;

    /// <summary>Where an event is; <see langword="null"/> while nobody has read it.</summary>
    public GlobalPosition? PositionOf(StreamId stream, StreamVersion version) => _positions.TryGetValue((stream, version), out var position) ? position : null;

    private GlobalPosition End => _read is [.., var last] ? last.Position!.Value + last.Events.Count : GlobalPosition.Start;

    public void Read(GlobalPosition from, LogSlice slice)
    {
        var next = slice.IsEmpty ? from : slice.Commits[0].Position!.Value;
        foreach (var commit in slice.Commits)
        {
            world.Require(commit.Position == next, "Positions have no gaps", $"{commit.Stream} {commit.First} is at {commit.Position}, not at {next}");
            if (_at.TryGetValue(next, out var before))
            {
                world.Require(commit.Events[0].Id == before.Events[0].Id, "What is in the log stays", $"at {next} was {before.Stream} {before.First}");
            }
            else
            {
                Add(commit);
            }

            next += commit.Events.Count;
        }

        world.Require(slice.Next == next, "A slice ends where its last commit does", $"at {slice.Next}, not at {next}");
    }

    /// <summary>Reads on to the end.</summary>
    public string? Missing()
    {
        Read(End, world.State.Log.ReadAsync(End, 10_000, CancellationToken.None).Now());
        foreach (var stream in World.Streams)
        {
            var (read, end) = (_ends.GetValueOrDefault(stream), world.Rules.Folds.AtEnd(stream)?.Version ?? StreamVersion.None);
            if (read != end)
            {
                return $"of {stream}, {read} events of {end} are in the log";
            }
        }

        return null;
    }

    private void Add(Commit commit)
    {
        world.Require(commit.Position == End, "Positions have no gaps", $"{commit.Stream} {commit.First} is at {commit.Position}, but the log ended at {End}");
        world.Require(
            commit.Previous == _ends.GetValueOrDefault(commit.Stream), "A stream is in version order in the log", $"{commit.Stream} goes on at {commit.First}");
        _read.Add(commit);
        _at.Add(commit.Position!.Value, commit);
        _ends[commit.Stream] = commit.Last;
        foreach (var recorded in commit.Recorded())
        {
            _positions.Add((recorded.Stream, recorded.Version), recorded.Position!.Value);
        }
    }
}
