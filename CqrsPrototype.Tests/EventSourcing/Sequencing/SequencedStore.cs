using CqrsPrototype.EventSourcing.Log;
using CqrsPrototype.EventSourcing.Log.Sequencing;
using CqrsPrototype.EventSourcing.Streams;

namespace CqrsPrototype.Tests.EventSourcing.Sequencing;

/// <summary>Commits and pages in memory, as the sequencer sees them. Not for concurrent use: a scheduler lets one step happen at a time.</summary>
internal sealed class SequencedStore
{
    public Dictionary<Slot, StoredCommit> Commits { get; private set; } = [];

    public SortedDictionary<long, LogPage> Pages { get; private set; } = [];

    private Dictionary<Slot, StoredCommit> DurableCommits { get; set; } = [];

    private SortedDictionary<long, LogPage> DurablePages { get; set; } = [];

    /// <summary>Makes everything that is visible durable, as a journal flush does.</summary>
    public void Flush() => (DurableCommits, DurablePages) = (new(Commits), new(Pages));

    /// <summary>The server is killed: what was visible but not durable is gone.</summary>
    public void Crash() => (Commits, Pages) = (new(DurableCommits), new(DurablePages));

    /// <summary>Appends, visible at once and durable with the next flush.</summary>
    public void Append(StreamId stream, long version, int count, long predecessor) =>
        Commits.TryAdd(new Slot(stream, new StreamVersion(version)), new StoredCommit(count, new StreamVersion(predecessor), null));

    public bool TryInsert(LogPage page) => Pages.TryAdd(page.Start.Value, page);

    public void Mark(PageEntry entry, GlobalPosition page)
    {
        if (Commits.TryGetValue(entry.Slot, out var commit) && commit.Count == entry.Count)
        {
            Commits[entry.Slot] = commit with { Page = page };
        }
    }

    public void Seal(LogPage page)
    {
        if (Pages.TryGetValue(page.Start.Value, out var stored))
        {
            Pages[page.Start.Value] = stored with { IsSealed = true };
        }
    }

    /// <summary>Section 3 of the protocol: what must hold after every step.</summary>
    public void CheckInvariants()
    {
        var (end, seen, heads) = (0L, new HashSet<Slot>(), new Dictionary<StreamId, StreamVersion>());
        foreach (var page in Pages.Values)
        {
            Require(page.Start.Value == end && page.Next.Value > end, $"I2: the page at {page.Start} joins up and is not empty");
            end = page.Next.Value;
            foreach (var (slot, count) in page.Entries)
            {
                Require(seen.Add(slot), $"I1: {slot} is in the log once");
                Require(slot.Version == heads.GetValueOrDefault(slot.Stream).Next, $"I3: {slot} follows its predecessor");
                heads[slot.Stream] = slot.Version + (count - 1);
            }
        }

        foreach (var (slot, commit) in Commits)
        {
            Require(commit.Page is null || seen.Contains(slot), $"I1: {slot} is pending or in a page");
        }

        var last = Pages.Count > 0 ? Pages.Values.Last() : null;
        foreach (var page in Pages.Values.Where(p => p.IsSealed || p != last))
        {
            Require(
                page.Entries.All(e => Commits.TryGetValue(e.Slot, out var commit) && commit.Page is not null),
                $"I4: only the last page may lack marks, not the one at {page.Start}");
        }
    }

    /// <summary>Plain, because it is asked millions of times.</summary>
    public static void Require(bool holds, string rule)
    {
        if (!holds)
        {
            throw new InvalidOperationException(rule);
        }
    }

    internal sealed record StoredCommit(int Count, StreamVersion Predecessor, GlobalPosition? Page, bool IsVoid = false);
}
