namespace CqrsPrototype.EventSourcing.Streams;

/// <summary>Streams of commits. Any number of callers may use it at once.</summary>
/// <remarks>
/// Every call may throw <see cref="EventStoreUnavailableException"/>; after a failed append its outcome is unknown, so read back.
/// Reads too throw <see cref="OverloadedException"/> where too many wait. What is read may be newer than what is durable, where a store cannot tell: see <see cref="ConfirmAsync"/>.
/// </remarks>
public interface IEventStore
{
    /// <summary>Appends <paramref name="commit"/> if <see cref="Commit.Previous"/> is the stream's end: all of its events become durable, or none.</summary>
    /// <remarks>
    /// Appends to one stream may be pipelined: called in order without waiting, they are stored in order. When one fails, those
    /// behind it that build on it (<see cref="Commit.BuildsOn"/>) fail too, now and later, although another commit may have come to
    /// stand where the failed one should. A stream never gets a gap.
    /// </remarks>
    /// <param name="commit">Its id tells the writer its own commit when it reads back.</param>
    /// <param name="cancellationToken">Stops waiting. The commit may still happen.</param>
    /// <returns><see cref="AppendResult.Appended"/> only once it is durable.</returns>
    /// <exception cref="OverloadedException">The queue in front of the store is full; nothing was stored.</exception>
    /// <exception cref="EventStoreUnavailableException">The outcome is unknown: it may be stored, now or a little later.</exception>
    ValueTask<AppendResult> AppendAsync(Commit commit, CancellationToken cancellationToken);

    /// <summary>Reads events of a stream in order, oldest first.</summary>
    /// <param name="stream">A stream that nobody has written to is empty.</param>
    /// <param name="after">The version before the first one wanted.</param>
    /// <param name="maxEvents">1 to 1000; fewer come back only at the stream's end.</param>
    /// <param name="cancellationToken">Stops reading.</param>
    ValueTask<IReadOnlyList<RecordedEvent>> ReadAsync(StreamId stream, StreamVersion after, int maxEvents, CancellationToken cancellationToken);

    /// <summary>Reads the newest commits of a stream that are needed to know its state.</summary>
    /// <param name="stream">A stream that nobody has written to is empty.</param>
    /// <param name="upTo">The last version wanted; a commit that begins after it is left out. <see langword="null"/> means the end.</param>
    /// <param name="snapshotSchema">The newest commit that carries a snapshot of this schema version is the oldest one returned.</param>
    /// <param name="cancellationToken">Stops reading.</param>
    /// <returns>
    /// Oldest first: from the newest such snapshot on, or from the stream's beginning, or, where neither is within
    /// <see cref="CommitLimits.SnapshotInterval"/> commits, at least as many; then the caller folds from the beginning with <see cref="ReadAsync"/>.
    /// </returns>
    ValueTask<IReadOnlyList<Commit>> ReadTailAsync(StreamId stream, StreamVersion? upTo, int snapshotSchema, CancellationToken cancellationToken);

    /// <summary>Finds the commit that was made under an idempotency key, in whatever stream.</summary>
    ValueTask<Commit?> FindByKeyAsync(string key, CancellationToken cancellationToken);

    /// <summary>Makes sure that a commit that was read is durable, before anything is built on it or answered from it.</summary>
    /// <returns>
    /// <see langword="false"/> when it is no longer there: the store has crashed and lost it before it was durable. Load again. Another attempt
    /// of the same command, which has the same commit id and other events, is another commit here.
    /// </returns>
    ValueTask<bool> ConfirmAsync(Commit commit, CancellationToken cancellationToken);
}
