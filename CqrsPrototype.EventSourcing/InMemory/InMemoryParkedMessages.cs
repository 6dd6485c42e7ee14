using System.Collections.Concurrent;
using CqrsPrototype.EventSourcing.Messaging;

namespace CqrsPrototype.EventSourcing.InMemory;

/// <summary>Parked messages in the memory of one process.</summary>
public sealed class InMemoryParkedMessages : IParkedMessages
{
    private readonly ConcurrentDictionary<string, ParkedMessage> _messages = new();

    /// <inheritdoc/>
    public ValueTask ParkAsync(ParkedMessage message, CancellationToken cancellationToken)
    {
        _messages.TryAdd(message.Id, message with { Body = message.Body.ToArray() });
        return ValueTask.CompletedTask;
    }

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<ParkedMessage>> ListAsync(string? after, int limit, CancellationToken cancellationToken) =>
        new(_messages.Values
            .Where(m => after is null || string.CompareOrdinal(m.Id, after) > 0)
            .OrderBy(m => m.Id, StringComparer.Ordinal)
            .Take(limit)
            .ToList());

    /// <inheritdoc/>
    public ValueTask<ParkedMessage?> FindAsync(string id, CancellationToken cancellationToken) => new(_messages.GetValueOrDefault(id));

    /// <inheritdoc/>
    public ValueTask<long> CountAsync(CancellationToken cancellationToken) => new(_messages.Count);

    /// <inheritdoc/>
    public ValueTask<bool> DeleteAsync(string id, CancellationToken cancellationToken) => new(_messages.TryRemove(id, out _));
}
