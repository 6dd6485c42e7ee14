namespace CqrsPrototype.EventSourcing.Log.Sequencing;

/// <summary>The single steps of a pass of the <see cref="Sequencer"/> (protocol section B), each one request to the store.</summary>
/// <remarks>
/// Every step may throw <see cref="Streams.EventStoreUnavailableException"/>; a write may then have happened, or happen later.
/// Reads see only what cannot be lost, where the store can tell. Every write but the seal is durable when it returns.
/// </remarks>
public interface ISequencerPass : IDisposable
{
    /// <summary>Reads the last page of the log (B1); <see langword="null"/> while there is none.</summary>
    ValueTask<LogPage?> ReadLastAsync(CancellationToken cancellationToken);

    /// <summary>Writes to a page, so that it is durable when this returns (B2).</summary>
    /// <returns><see langword="false"/> when it is gone, or another one begins there: the server has lost it in a crash.</returns>
    ValueTask<bool> TouchAsync(LogPage page, CancellationToken cancellationToken);

    /// <summary>Reads pending commits by stream and version (B4). It need not be a snapshot and may miss some.</summary>
    /// <param name="after">Only streams whose name comes after this one, ordinally; <see langword="null"/> begins at the first.</param>
    /// <param name="limit">Most commits: 1 to <see cref="LogPage.MaxCommits"/>.</param>
    /// <param name="cancellationToken">Stops reading.</param>
    ValueTask<IReadOnlyList<PendingCommit>> ScanAsync(string? after, int limit, CancellationToken cancellationToken);

    /// <summary>Which of these slots are marked as placed in the log (B5).</summary>
    /// <param name="slots">1 to <see cref="LogPage.MaxCommits"/>.</param>
    /// <param name="cancellationToken">Stops reading.</param>
    ValueTask<IReadOnlyCollection<Slot>> FindPlacedAsync(IReadOnlyCollection<Slot> slots, CancellationToken cancellationToken);

    /// <summary>Makes sure of the commits that a page is to name, so that they are durable when this returns (B5).</summary>
    /// <returns>
    /// <see langword="false"/> when a slot is empty, or has a commit with another number of events: the server has lost what was scanned in a crash.
    /// </returns>
    ValueTask<bool> ConfirmAsync(LogPage page, CancellationToken cancellationToken);

    /// <summary>Inserts a page if its start is free (B6): the compare-and-set on the whole log.</summary>
    /// <returns><see langword="false"/> when there is a page already.</returns>
    ValueTask<bool> InsertPageAsync(LogPage page, CancellationToken cancellationToken);

    /// <summary>Marks the commits of a page as placed and no longer pending, where slot and count fit (B7a). Not atomic over the commits.</summary>
    /// <returns>How many fit, those marked before included.</returns>
    ValueTask<int> MarkAsync(LogPage page, CancellationToken cancellationToken);

    /// <summary>Which slots of a page have no commit (B7b).</summary>
    ValueTask<IReadOnlyCollection<PageEntry>> FindMissingAsync(LogPage page, CancellationToken cancellationToken);

    /// <summary>Fills slots with void commits that are placed in the page; a slot whose commit is back meanwhile is left alone (B7b).</summary>
    ValueTask FillVoidAsync(LogPage page, IReadOnlyCollection<PageEntry> missing, CancellationToken cancellationToken);

    /// <summary>Seals a page (B7c). It need not be durable; losing it costs nothing once there is a next page.</summary>
    ValueTask SealAsync(LogPage page, CancellationToken cancellationToken);
}
