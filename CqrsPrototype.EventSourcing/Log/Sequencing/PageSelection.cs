using CqrsPrototype.EventSourcing.Streams;

namespace CqrsPrototype.EventSourcing.Log.Sequencing;

/// <summary>Decides which of the scanned commits go into the next page (B5). No I/O.</summary>
internal static class PageSelection
{
    /// <summary>The slots whose place must be known before the page can be chosen: predecessors that could not stand in it themselves.</summary>
    public static IReadOnlyCollection<Slot> Questions(IEnumerable<PendingCommit> scanned, Func<Slot, bool> isKnown)
    {
        var (seen, questions) = (new HashSet<Slot>(), new HashSet<Slot>());
        foreach (var commit in scanned)
        {
            seen.Add(commit.Slot);
            if (commit.PredecessorSlot is { } before && !seen.Contains(before) && !isKnown(before))
            {
                questions.Add(before);
            }
        }

        return questions;
    }

    /// <summary>Takes each commit that is the first of its stream, or whose predecessor is placed or stands before it in this page.</summary>
    /// <param name="scanned">In any order; a stream's commits that come in version order are taken together. Two scans may contradict each other.</param>
    /// <param name="last">The last page, whose commits are never taken again.</param>
    /// <param name="isPlaced">Whether a slot is in the log.</param>
    public static IReadOnlyList<PageEntry> Choose(IEnumerable<PendingCommit> scanned, LogPage? last, Func<Slot, bool> isPlaced)
    {
        var inLast = last?.Entries.Select(e => e.Slot).ToHashSet() ?? [];
        var (heads, entries, events) = (new Dictionary<StreamId, Slot>(), new List<PageEntry>(), 0);
        foreach (var commit in scanned)
        {
            if (entries.Count == LogPage.MaxCommits || events >= LogPage.MaxEvents)
            {
                break;
            }

            var follows = heads.TryGetValue(commit.Slot.Stream, out var head)
                ? commit.PredecessorSlot == head
                : commit.PredecessorSlot is not { } before || isPlaced(before);
            if (follows && !inLast.Contains(commit.Slot))
            {
                heads[commit.Slot.Stream] = commit.Slot;
                entries.Add(new PageEntry(commit.Slot, commit.Count));
                events += commit.Count;
            }
        }

        return entries;
    }

    /// <summary>The run-time check of I2 and I3 before a page is written: it begins where the log ends, and its streams join up.</summary>
    /// <exception cref="LogCorruptException">The sequencer is wrong; nothing has been written.</exception>
    public static void Check(LogPage page, LogPage? last)
    {
        if (page.Start != (last?.Next ?? GlobalPosition.Start) || page.Next <= page.Start)
        {
            throw new LogCorruptException(page.Start, $"the page from {page.Start} to {page.Next} does not follow the page that ends at {last?.Next}");
        }

        var ends = new Dictionary<StreamId, StreamVersion>();
        foreach (var (slot, count) in page.Entries)
        {
            if (count < 1 || (ends.TryGetValue(slot.Stream, out var end) && end != slot.Version))
            {
                throw new LogCorruptException(page.Start, $"{slot.Stream} goes on at version {slot.Version} with {count} events");
            }

            ends[slot.Stream] = slot.Version + count;
        }
    }
}
