using CqrsPrototype.EventSourcing.Log.Sequencing;
using CqrsPrototype.EventSourcing.Streams;

namespace CqrsPrototype.Mongo.Streams;

/// <summary>The commits that this process was told are durable, lately: nothing can be lost of them, so nobody need make sure of them (protocol G3).</summary>
internal sealed class AcknowledgedCommits
{
    // As many as a sequencer could be behind with in its busiest second; of one that was forgotten it makes sure.
    private const int Capacity = 20_000;

    private readonly Lock _lock = new();
    private readonly Dictionary<Slot, int> _counts = [];
    private readonly Queue<Slot> _order = new();

    /// <summary>The server has acknowledged a commit.</summary>
    public void Add(Commit commit)
    {
        var slot = new Slot(commit.Stream, commit.First);
        lock (_lock)
        {
            if (_counts.TryAdd(slot, commit.Events.Count))
            {
                _order.Enqueue(slot);
                if (_order.Count > Capacity)
                {
                    _counts.Remove(_order.Dequeue());
                }
            }
        }
    }

    /// <summary>Those of a page that this process does not know to be durable.</summary>
    public IReadOnlyList<PageEntry> Unknown(IEnumerable<PageEntry> entries)
    {
        lock (_lock)
        {
            return [.. entries.Where(entry => _counts.GetValueOrDefault(entry.Slot) != entry.Count)];
        }
    }
}
