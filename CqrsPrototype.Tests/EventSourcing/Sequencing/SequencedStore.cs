using System.Runtime.CompilerServices;
using CqrsPrototype.EventSourcing.Log;
using CqrsPrototype.EventSourcing.Log.Sequencing;
using CqrsPrototype.EventSourcing.Streams;
using CqrsPrototype.Tests.Simulation.Rules;

namespace CqrsPrototype.Tests.EventSourcing.Sequencing;

/// <summary>Commits and pages in memory, as the sequencer sees them. Not for concurrent use: a scheduler lets one step happen at a time.</summary>
/// <param name="canCrash">Whether it keeps in mind what is durable, so that a crash can take the rest.</param>
internal sealed class SequencedStore(bool canCrash = true)
{
    private Dictionary<Slot, StoredCommit> _durableCommits = [];
    private SortedDictionary<long, LogPage> _durablePages = [];

    public Dictionary<Slot, StoredCommit> Commits { get; private set; } = [];

    public SortedDictionary<long, LogPage> Pages { get; private set; } = [];

    /// <summary>How often anything may have changed; who has checked at one number need not check again.</summary>
    public int Changes { get; private set; }

    /// <summary>Whether a crash would take more than a seal.</summary>
    public bool HasMoreThanIsDurable { get; private set; }

    /// <summary>Whether a crash would take a page.</summary>
    public bool HasPageThatIsNotDurable => canCrash && Pages.Count > _durablePages.Count;

    /// <summary>Makes everything that is visible durable, as a journal flush does.</summary>
    public void Flush()
    {
        if (HasMoreThanIsDurable)
        {
            HasMoreThanIsDurable = false;
            (_durableCommits, _durablePages) = (new(Commits), new(Pages));
        }
    }

    /// <summary>The server is killed: what was visible but not durable is gone.</summary>
    public void Crash()
    {
        if (canCrash)
        {
            Changes++;
            HasMoreThanIsDurable = false;
            (Commits, Pages) = (new(_durableCommits), new(_durablePages));
        }
    }

    /// <summary>Appends, visible at once and durable with the next flush.</summary>
    public void Append(StreamId stream, long version, int count, long predecessor, Commit? content = null)
    {
        Change();
        Commits.TryAdd(
            new Slot(stream, new StreamVersion(version)), new StoredCommit(count, new StreamVersion(predecessor), null) { Content = content });
    }

    public bool TryInsert(LogPage page)
    {
        Change();
        return Pages.TryAdd(page.Start.Value, page);
    }

    public void Mark(PageEntry entry, GlobalPosition page)
    {
        Change();
        if (Commits.TryGetValue(entry.Slot, out var commit) && commit.Count == entry.Count)
        {
            Commits[entry.Slot] = commit with { Page = page };
        }
    }

    public void Fill(PageEntry entry, GlobalPosition page)
    {
        Change();
        Commits.TryAdd(entry.Slot, new StoredCommit(entry.Count, StreamVersion.None, page, IsVoid: true));
    }

    public void Seal(LogPage page)
    {
        Changes++;
        if (Pages.TryGetValue(page.Start.Value, out var stored))
        {
            Pages[page.Start.Value] = stored with { IsSealed = true };
        }
    }

    /// <summary>The invariants of the protocol that must hold after every step.</summary>
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
    public static void Require(bool holds, [InterpolatedStringHandlerArgument(nameof(holds))] Explanation rule)
    {
        if (!holds)
        {
            throw new InvalidOperationException(rule.ToString());
        }
    }

    private void Change()
    {
        Changes++;
        HasMoreThanIsDurable = canCrash;
    }

    /// <param name="Count">How many events it has.</param>
    /// <param name="Predecessor">The slot version of the commit before it.</param>
    /// <param name="Page">Where the page begins that it is marked to be in.</param>
    /// <param name="IsVoid">It has taken the place of one that a crash has removed.</param>
    internal sealed record StoredCommit(int Count, StreamVersion Predecessor, GlobalPosition? Page, bool IsVoid = false)
    {
        /// <summary>The whole commit, where somebody is to read it.</summary>
        public Commit? Content { get; init; }
    }
}
