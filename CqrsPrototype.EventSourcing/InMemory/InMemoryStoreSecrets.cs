using System.Collections.Concurrent;
using CqrsPrototype.EventSourcing.Streams;

namespace CqrsPrototype.EventSourcing.InMemory;

/// <summary>Secrets in the memory of one process.</summary>
public sealed class InMemoryStoreSecrets : IStoreSecrets
{
    private readonly ConcurrentDictionary<string, byte[]> _secrets = new();

    /// <inheritdoc/>
    public ValueTask<byte[]> GetOrAddAsync(string name, ReadOnlyMemory<byte> candidate, CancellationToken cancellationToken) =>
        new(_secrets.GetOrAdd(name, _ => candidate.ToArray()).ToArray());
}
