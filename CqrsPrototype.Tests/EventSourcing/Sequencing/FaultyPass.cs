using CqrsPrototype.EventSourcing.Log.Sequencing;
using CqrsPrototype.EventSourcing.Streams;
using CqrsPrototype.Tests.Simulation.Faults;

namespace CqrsPrototype.Tests.EventSourcing.Sequencing;

/// <summary>The steps in memory. Before each the scheduler has its say, and faults come as it says.</summary>
internal sealed class FaultyPass(SequencedStore store, ISteps steps) : ISequencerPass
{
    public async ValueTask<LogPage?> ReadLastAsync(CancellationToken cancellationToken)
    {
        Refuse(await steps.StepAsync("read last", isWrite: false));
        return store.Pages.Count > 0 ? store.Pages.Values.Last() : null;
    }

    public async ValueTask<bool> TouchAsync(LogPage page, CancellationToken cancellationToken)
    {
        Refuse(await steps.StepAsync("touch", isWrite: false));
        store.Flush();
        return store.Pages.TryGetValue(page.Start.Value, out var stored) && stored.Entries == page.Entries;
    }

    public async ValueTask<IReadOnlyList<PendingCommit>> ScanAsync(string? after, int limit, CancellationToken cancellationToken)
    {
        var fault = await steps.StepAsync("scan", isWrite: false);
        Refuse(fault);
        return [.. store.Commits
            .Where(c => c.Value.Page is null && (after is null || string.CompareOrdinal(c.Key.Stream.Value, after) > 0))
            .Where(_ => fault != Fault.Partial || steps.Toss())
            .OrderBy(c => c.Key.Stream.Value, StringComparer.Ordinal)
            .ThenBy(c => c.Key.Version)
            .Take(limit)
            .Select(c => new PendingCommit(c.Key, c.Value.Count, c.Value.Predecessor))];
    }

    public async ValueTask<IReadOnlyCollection<Slot>> FindPlacedAsync(IReadOnlyCollection<Slot> slots, CancellationToken cancellationToken)
    {
        Refuse(await steps.StepAsync("predecessors", isWrite: false));
        return [.. slots.Where(s => store.Commits.TryGetValue(s, out var commit) && commit.Page is not null)];
    }

    public async ValueTask<bool> ConfirmAsync(LogPage page, CancellationToken cancellationToken)
    {
        Refuse(await steps.StepAsync("confirm page", isWrite: false));
        store.Flush();
        return CountFitting(page) == page.Entries.Count;
    }

    public async ValueTask<bool> InsertPageAsync(LogPage page, CancellationToken cancellationToken)
    {
        var inserted = false;
        await WriteAsync("insert page", () => inserted = store.TryInsert(page));
        return inserted;
    }

    public async ValueTask<int> MarkAsync(LogPage page, CancellationToken cancellationToken)
    {
        // An update of many documents is not atomic: others may come between any two of them.
        foreach (var entry in page.Entries)
        {
            await WriteAsync("mark", () => store.Mark(entry, page.Start));
        }

        return CountFitting(page);
    }

    public async ValueTask<IReadOnlyCollection<PageEntry>> FindMissingAsync(LogPage page, CancellationToken cancellationToken)
    {
        Refuse(await steps.StepAsync("find missing", isWrite: false));
        return [.. page.Entries.Where(e => !store.Commits.ContainsKey(e.Slot))];
    }

    public async ValueTask FillVoidAsync(LogPage page, IReadOnlyCollection<PageEntry> missing, CancellationToken cancellationToken)
    {
        foreach (var entry in missing)
        {
            await WriteAsync("fill", () => store.Fill(entry, page.Start));
        }
    }

    public async ValueTask SealAsync(LogPage page, CancellationToken cancellationToken)
    {
        if (await steps.StepAsync("seal", isWrite: false) is Fault.None)
        {
            store.Seal(page);
        }
    }

    public void Dispose()
    {
    }

    private int CountFitting(LogPage page) =>
        page.Entries.Count(e => store.Commits.TryGetValue(e.Slot, out var commit) && commit.Count == e.Count);

    private static void Refuse(Fault fault)
    {
        if (fault is Fault.Before or Fault.After)
        {
            throw new EventStoreUnavailableException("The answer is lost.");
        }
    }

    // An acknowledged write is durable, and so is everything that was visible before it.
    private async ValueTask WriteAsync(string step, Action write)
    {
        var fault = await steps.StepAsync(step, isWrite: true);
        switch (fault)
        {
            case Fault.Late:
                steps.Later(write);
                break;
            case not Fault.Before:
                write();
                break;
        }

        if (fault != Fault.None)
        {
            throw new EventStoreUnavailableException("The answer is lost.");
        }

        store.Flush();
    }
}
