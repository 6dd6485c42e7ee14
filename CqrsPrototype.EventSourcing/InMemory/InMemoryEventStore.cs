using CqrsPrototype.EventSourcing.Log;
using CqrsPrototype.EventSourcing.Signals;
using CqrsPrototype.EventSourcing.Streams;

namespace CqrsPrototype.EventSourcing.InMemory;

/// <summary>Event store and log in the memory of one process: for fast tests, and the smallest complete adapter to learn from.</summary>
/// <remarks>Everything is lost with the process. It is held to the same contracts as the durable stores.</remarks>
public sealed class InMemoryEventStore(EventSourcingSignals signals) : IEventStore, IEventLog
{
    private readonly Lock _lock = new();
    private readonly List<Commit> _log = [];
    private readonly Dictionary<StreamId, List<Commit>> _streams = [];
    private readonly Dictionary<string, Commit> _keys = [];
    private GlobalPosition _end;

    /// <inheritdoc/>
    public ValueTask<AppendResult> AppendAsync(Commit commit, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            if (commit.Key is { } key && _keys.ContainsKey(key.Key))
            {
                return new(AppendResult.KeyTaken);
            }

            var stream = CommitsOf(commit.Stream);
            if (EndOf(stream) != commit.Previous || (commit.BuildsOn is { } awaited && stream[^1].Events[^1].Id != awaited))
            {
                return new(AppendResult.Conflict);
            }

            var placed = commit with { Position = _end };
            _end += commit.Events.Count;
            _log.Add(placed);
            _streams.TryAdd(commit.Stream, stream);
            stream.Add(placed);
            if (commit.Key is not null)
            {
                _keys.Add(commit.Key.Key, placed);
            }
        }

        signals.LogGrown.Raise();
        return new(AppendResult.Appended);
    }

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<RecordedEvent>> ReadAsync(StreamId stream, StreamVersion after, int maxEvents, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            var events = CommitsOf(stream).Where(c => c.Last > after).SelectMany(c => c.Recorded()).Where(e => e.Version > after);
            return new(events.Take(maxEvents).ToList());
        }
    }

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<Commit>> ReadTailAsync(StreamId stream, StreamVersion? upTo, int snapshotSchema, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            var commits = CommitsOf(stream).Where(c => !(c.First > upTo)).ToList();
            var snapshot = commits.FindLastIndex(c => c.Snapshot?.SchemaVersion == snapshotSchema && !(c.Last > upTo));
            return new(commits.Skip(snapshot >= 0 ? snapshot : commits.Count - CommitLimits.SnapshotInterval).ToList());
        }
    }

    /// <inheritdoc/>
    public ValueTask<Commit?> FindByKeyAsync(string key, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            return new(_keys.GetValueOrDefault(key));
        }
    }

    /// <inheritdoc/>
    public ValueTask<bool> ConfirmAsync(Commit commit, CancellationToken cancellationToken) => new(true);

    /// <inheritdoc/>
    public ValueTask<GlobalPosition> GetEndAsync(CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            return new(_end);
        }
    }

    /// <inheritdoc/>
    public ValueTask<LogSlice> ReadAsync(GlobalPosition from, int maxEvents, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            var commits = new List<Commit>();
            for (var (i, events, bytes) = (IndexOf(from), 0, 0); i < _log.Count && events < maxEvents && bytes < IEventLog.MaxBytes; i++)
            {
                commits.Add(_log[i]);
                events += _log[i].Events.Count;
                bytes += _log[i].Bytes;
            }

            return new(new LogSlice(commits, commits.Count > 0 ? End(commits[^1]) : from));
        }
    }

    /// <inheritdoc/>
    public async ValueTask<LogHeads> ReadHeadsAsync(GlobalPosition from, int maxEvents, CancellationToken cancellationToken)
    {
        var slice = await ReadAsync(from, maxEvents, cancellationToken);
        return new LogHeads(slice.Commits.GroupBy(commit => commit.Stream).ToDictionary(g => g.Key, g => g.Last().Last), slice.Next);
    }

    private static GlobalPosition End(Commit commit) => commit.Position!.Value + commit.Events.Count;

    private static StreamVersion EndOf(List<Commit> commits) => commits.Count > 0 ? commits[^1].Last : StreamVersion.None;

    // The first commit that ends behind the position.
    private int IndexOf(GlobalPosition position)
    {
        var (low, high) = (0, _log.Count);
        while (low < high)
        {
            var middle = (low + high) / 2;
            (low, high) = End(_log[middle]) <= position ? (middle + 1, high) : (low, middle);
        }

        return low;
    }

    private List<Commit> CommitsOf(StreamId stream) => _streams.GetValueOrDefault(stream) ?? [];
}
