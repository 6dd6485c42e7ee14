using CqrsPrototype.EventSourcing.InMemory;
using CqrsPrototype.EventSourcing.Messaging;
using CqrsPrototype.EventSourcing.Streams;

namespace CqrsPrototype.Tests.Rabbit;

/// <summary>A store of parked messages that can be away.</summary>
internal sealed class AwayParkedMessages : IParkedMessages
{
    private readonly InMemoryParkedMessages _messages = new();

    public bool IsAway { get; set; }

    public ValueTask ParkAsync(ParkedMessage message, CancellationToken cancellationToken) =>
        IsAway ? throw new EventStoreUnavailableException("The store is away.") : _messages.ParkAsync(message, cancellationToken);

    public ValueTask<IReadOnlyList<ParkedMessage>> ListAsync(string? after, int limit, CancellationToken cancellationToken) =>
        _messages.ListAsync(after, limit, cancellationToken);

    public ValueTask<ParkedMessage?> FindAsync(string id, CancellationToken cancellationToken) => _messages.FindAsync(id, cancellationToken);

    public ValueTask<long> CountAsync(CancellationToken cancellationToken) => _messages.CountAsync(cancellationToken);

    public ValueTask<bool> DeleteAsync(string id, CancellationToken cancellationToken) => _messages.DeleteAsync(id, cancellationToken);
}
