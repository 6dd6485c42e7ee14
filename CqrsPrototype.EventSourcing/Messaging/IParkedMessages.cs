namespace CqrsPrototype.EventSourcing.Messaging;

/// <summary>The messages that were put aside. Calls may throw <see cref="Streams.EventStoreUnavailableException"/>.</summary>
public interface IParkedMessages
{
    /// <summary>Keeps a message; it is durable when this returns, so the queue can be told. An entry with that id stays as it is.</summary>
    ValueTask ParkAsync(ParkedMessage message, CancellationToken cancellationToken);

    /// <summary>Entries in the order of their ids.</summary>
    /// <param name="after">Only entries whose id comes after this one, ordinally; <see langword="null"/> begins at the first.</param>
    /// <param name="limit">1 to 1000.</param>
    /// <param name="cancellationToken">Stops reading.</param>
    ValueTask<IReadOnlyList<ParkedMessage>> ListAsync(string? after, int limit, CancellationToken cancellationToken);

    /// <summary>One entry; <see langword="null"/> where there is none.</summary>
    ValueTask<ParkedMessage?> FindAsync(string id, CancellationToken cancellationToken);

    /// <summary>How many entries there are.</summary>
    ValueTask<long> CountAsync(CancellationToken cancellationToken);

    /// <summary>Removes an entry.</summary>
    /// <returns>Whether there was one.</returns>
    ValueTask<bool> DeleteAsync(string id, CancellationToken cancellationToken);
}
