using CqrsPrototype.EventSourcing.Subscriptions;

namespace CqrsPrototype.EventSourcing.InMemory;

/// <summary>Leases in the memory of one process.</summary>
public sealed class InMemoryLeases : ILeases
{
    private readonly Lock _lock = new();
    private readonly Dictionary<string, LeaseBeat> _leases = [];

    /// <inheritdoc/>
    public ValueTask<LeaseBeat?> ReadAsync(string lease, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            return new(_leases.GetValueOrDefault(lease));
        }
    }

    /// <inheritdoc/>
    public ValueTask<bool> TryTakeAsync(string lease, string owner, LeaseBeat? seen, CancellationToken cancellationToken) =>
        new(ReplaceIf(lease, current => current == seen, current => new LeaseBeat(owner, (current?.Beat ?? 0) + 1)));

    /// <inheritdoc/>
    public ValueTask<bool> BeatAsync(string lease, string owner, CancellationToken cancellationToken) =>
        new(ReplaceIf(lease, current => current?.Owner == owner, current => current! with { Beat = current.Beat + 1 }));

    /// <inheritdoc/>
    public ValueTask ReleaseAsync(string lease, string owner, CancellationToken cancellationToken)
    {
        ReplaceIf(lease, current => current?.Owner == owner, current => new LeaseBeat("", current!.Beat + 1));
        return ValueTask.CompletedTask;
    }

    private bool ReplaceIf(string lease, Func<LeaseBeat?, bool> condition, Func<LeaseBeat?, LeaseBeat> replacement)
    {
        lock (_lock)
        {
            var current = _leases.GetValueOrDefault(lease);
            if (!condition(current))
            {
                return false;
            }

            _leases[lease] = replacement(current);
            return true;
        }
    }
}
