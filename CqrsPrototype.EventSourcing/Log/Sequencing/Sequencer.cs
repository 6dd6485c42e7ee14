using CqrsPrototype.EventSourcing.Telemetry;

namespace CqrsPrototype.EventSourcing.Log.Sequencing;

/// <summary>Gives appended commits their place in the log, page by page. Any number may run: each is safe alone and with others.</summary>
/// <remarks>
/// Section B of docs/protocol.md. The insert of a page at the end of the log succeeds only if no page was added since the last one was read, and
/// then exactly the commits that were pending then are still not in the log; so a sequencer that was stopped for however long does no harm.
/// </remarks>
/// <param name="store">The single steps.</param>
public sealed class Sequencer(ISequencerStore store)
{
    private readonly PlacedSlots _placed = new();
    private string? _visited;

    /// <summary>Finishes the last page if its writer did not, and writes the next one if there is something to place.</summary>
    /// <returns>How many commits this pass has put into the log, or finished; 0 when there was nothing to do.</returns>
    /// <exception cref="Streams.EventStoreUnavailableException">The pass is broken off; the next one goes on from whatever is there.</exception>
    /// <exception cref="LogCorruptException">An operator is needed.</exception>
    public async ValueTask<int> PassAsync(CancellationToken cancellationToken)
    {
        try
        {
            using var pass = store.Begin();
            return await PassAsync(pass, cancellationToken);
        }
        catch
        {
            // A server that has crashed may have lost what was seen, though not what was acknowledged: ask again.
            _placed.Clear();
            throw;
        }
    }

    private async ValueTask<int> PassAsync(ISequencerPass pass, CancellationToken cancellationToken)
    {
        var last = await pass.ReadLastAsync(cancellationToken);
        var finished = 0;
        if (last is { IsSealed: false })
        {
            if (!await pass.TouchAsync(last, cancellationToken))
            {
                return 0;
            }

            await FinishAsync(pass, last, cancellationToken);
            finished = last.Entries.Count;
        }

        var (entries, scanned) = await ChooseAsync(pass, last, cancellationToken);
        if (entries.Count == 0)
        {
            return finished;
        }

        var page = new LogPage(last?.Next ?? GlobalPosition.Start, entries);
        PageSelection.Check(page, last);
        if (!await pass.ConfirmAsync(page, cancellationToken))
        {
            return finished;
        }

        using var spans = SequencerSpans.Start(entries, scanned);
        var isPlaced = await pass.InsertPageAsync(page, cancellationToken);
        spans?.SetTag("cqrs.sequence.outcome", isPlaced ? "placed" : "lost");
        if (!isPlaced)
        {
            return finished;
        }

        await FinishAsync(pass, page, cancellationToken);
        Instruments.SequencerPageSize.Record(entries.Count);
        return finished + entries.Count;
    }

    private async ValueTask<(IReadOnlyList<PageEntry> Entries, IReadOnlyList<PendingCommit> Scanned)> ChooseAsync(ISequencerPass pass, LogPage? last, CancellationToken cancellationToken)
    {
        var scanned = await ScanAsync(pass, cancellationToken);
        var questions = PageSelection.Questions(scanned, _placed.Contains);
        var answers = questions.Count > 0 ? (await pass.FindPlacedAsync(questions, cancellationToken)).ToHashSet() : [];
        var entries = PageSelection.Choose(scanned, last, slot => _placed.Contains(slot) || answers.Contains(slot));
        var tookAll = scanned.Count < LogPage.MaxCommits && entries.Count == scanned.Count;
        _visited = tookAll ? null : (entries.Count > 0 ? entries[^1].Slot : scanned[^1].Slot).Stream.Value;
        return (entries, scanned);
    }

    // From the first stream, while a page takes all that waits. Else from the stream behind its last one, and once round: none starves because of its name.
    private async ValueTask<IReadOnlyList<PendingCommit>> ScanAsync(ISequencerPass pass, CancellationToken cancellationToken)
    {
        var scanned = await pass.ScanAsync(_visited, LogPage.MaxCommits, cancellationToken);
        if (_visited is null || scanned.Count == LogPage.MaxCommits)
        {
            return scanned;
        }

        return [.. scanned, .. await pass.ScanAsync(null, LogPage.MaxCommits - scanned.Count, cancellationToken)];
    }

    private async ValueTask FinishAsync(ISequencerPass pass, LogPage page, CancellationToken cancellationToken)
    {
        if (await pass.MarkAsync(page, cancellationToken) < page.Entries.Count)
        {
            await pass.FillVoidAsync(page, await pass.FindMissingAsync(page, cancellationToken), cancellationToken);
            var marked = await pass.MarkAsync(page, cancellationToken);
            if (marked < page.Entries.Count)
            {
                throw new LogCorruptException(page.Start, $"{page.Entries.Count - marked} of its commits have another number of events than it says");
            }
        }

        await pass.SealAsync(page, cancellationToken);
        _placed.Add(page);
    }
}
