using System.Collections.Concurrent;
using CqrsPrototype.EventSourcing.Log;
using CqrsPrototype.EventSourcing.Subscriptions;

namespace CqrsPrototype.EventSourcing.InMemory;

/// <summary>Checkpoints in the memory of one process.</summary>
public sealed class InMemoryCheckpointStore : ICheckpointStore
{
    private readonly ConcurrentDictionary<string, GlobalPosition> _positions = new();

    /// <inheritdoc/>
    public ValueTask<GlobalPosition> ReadAsync(string subscription, CancellationToken cancellationToken) =>
        new(_positions.GetValueOrDefault(subscription));

    /// <inheritdoc/>
    public ValueTask AdvanceAsync(string subscription, GlobalPosition position, CancellationToken cancellationToken)
    {
        _positions.AddOrUpdate(subscription, position, (_, stored) => stored > position ? stored : position);
        return ValueTask.CompletedTask;
    }
}
