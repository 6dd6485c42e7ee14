using System.Collections.Concurrent;
using CqrsPrototype.EventSourcing.Projections;
using CqrsPrototype.EventSourcing.Streams;

namespace CqrsPrototype.EventSourcing.InMemory;

/// <summary>The list of stuck streams in the memory of one process.</summary>
public sealed class InMemoryStuckStreams : IStuckStreams
{
    private readonly ConcurrentDictionary<(ViewName View, StreamId Stream), StuckStream> _entries = new();

    /// <inheritdoc/>
    public ValueTask ReportAsync(StuckStream stuck, CancellationToken cancellationToken)
    {
        _entries.AddOrUpdate(
            (stuck.View, stuck.Stream), stuck with { Attempts = 1 }, (_, before) => stuck with { Attempts = before.Attempts + 1 });
        return ValueTask.CompletedTask;
    }

    /// <inheritdoc/>
    public ValueTask ResolveAsync(ViewName view, StreamId stream, StreamVersion reached, CancellationToken cancellationToken)
    {
        if (_entries.TryGetValue((view, stream), out var entry) && entry.Version <= reached)
        {
            _entries.TryRemove(new KeyValuePair<(ViewName View, StreamId Stream), StuckStream>((view, stream), entry));
        }

        return ValueTask.CompletedTask;
    }

    /// <inheritdoc/>
    public ValueTask WithdrawAsync(StuckStream read, CancellationToken cancellationToken)
    {
        _entries.TryRemove(new KeyValuePair<(ViewName View, StreamId Stream), StuckStream>((read.View, read.Stream), read));
        return ValueTask.CompletedTask;
    }

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<StuckStream>> ListAsync(ViewName view, StreamId? after, int limit, CancellationToken cancellationToken) =>
        new(_entries.Values
            .Where(e => e.View == view && (after is null || string.CompareOrdinal(e.Stream.Value, after.Value.Value) > 0))
            .OrderBy(e => e.Stream.Value, StringComparer.Ordinal)
            .Take(limit)
            .ToList());

    /// <inheritdoc/>
    public ValueTask<StuckStream?> FindAsync(ViewName view, StreamId stream, CancellationToken cancellationToken) =>
        new(_entries.GetValueOrDefault((view, stream)));

    /// <inheritdoc/>
    public ValueTask<long> CountAsync(ViewName view, CancellationToken cancellationToken) => new(_entries.Keys.LongCount(key => key.View == view));
}
