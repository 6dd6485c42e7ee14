using CqrsPrototype.EventSourcing.Log;
using CqrsPrototype.EventSourcing.Projections;
using CqrsPrototype.EventSourcing.Signals;
using CqrsPrototype.EventSourcing.Streams;
using CqrsPrototype.EventSourcing.Subscriptions;

namespace CqrsPrototype.Tests.Contracts;

/// <summary>Stores that do nothing and give back nothing true: whatever passes against them proves nothing.</summary>
internal sealed class NothingStore : IStoreFixture, IEventStore, IEventLog, IViewStore, IViewReader, ICheckpointStore, IStuckStreams, IStoreSecrets
{
    private static readonly GlobalPosition Nowhere = new(-1);

    public IEventStore Events => this;

    public IEventLog Log => this;

    public IViewStore Views => this;

    public IViewReader ViewReader => this;

    public ICheckpointStore Checkpoints => this;

    public IStuckStreams Stuck => this;

    public IStoreSecrets Secrets => this;

    public EventSourcingSignals Signals { get; } = new();

    public bool IsDurable => true;

    public ValueTask ReopenAsync() => default;

    public ValueTask DisposeAsync() => default;

    public ValueTask<AppendResult> AppendAsync(Commit commit, CancellationToken cancellationToken) => throw new NotSupportedException();

    public ValueTask<IReadOnlyList<RecordedEvent>> ReadAsync(StreamId stream, StreamVersion after, int maxEvents, CancellationToken cancellationToken) =>
        throw new NotSupportedException();

    public ValueTask<IReadOnlyList<Commit>> ReadTailAsync(StreamId stream, StreamVersion? upTo, int snapshotSchema, CancellationToken cancellationToken) =>
        throw new NotSupportedException();

    public ValueTask<Commit?> FindByKeyAsync(string key, CancellationToken cancellationToken) => default;

    public ValueTask<bool> ConfirmAsync(Commit commit, CancellationToken cancellationToken) => default;

    public ValueTask<GlobalPosition> GetEndAsync(CancellationToken cancellationToken) => new(Nowhere);

    public ValueTask<LogSlice> ReadAsync(GlobalPosition from, int maxEvents, CancellationToken cancellationToken) => new(new LogSlice([], Nowhere));

    public ValueTask<LogHeads> ReadHeadsAsync(GlobalPosition from, int maxEvents, CancellationToken cancellationToken) =>
        new(new LogHeads(new Dictionary<StreamId, StreamVersion>(), from));

    public ValueTask<IReadOnlyDictionary<StreamId, StreamVersion>> LoadVersionsAsync(
        ViewName name, IReadOnlyList<StreamId> streams, CancellationToken cancellationToken) => new(new Dictionary<StreamId, StreamVersion>());

    public ValueTask<IReadOnlyDictionary<StreamId, StoredView>> LoadAsync(ViewName name, IReadOnlyList<StreamId> streams, CancellationToken cancellationToken) =>
        throw new NotSupportedException();

    public ValueTask<bool> SaveAsync(ViewName name, IReadOnlyList<ViewWrite> writes, CancellationToken cancellationToken) =>
        throw new NotSupportedException();

    public ValueTask<StoredView?> FindAsync(ViewName name, StreamId stream, CancellationToken cancellationToken) => default;

    public ValueTask<IReadOnlyList<StoredView>> ListAsync(ViewName name, ViewQuery query, CancellationToken cancellationToken) => new([]);

    public ValueTask<GlobalPosition> ReadAsync(string subscription, CancellationToken cancellationToken) => new(Nowhere);

    public ValueTask AdvanceAsync(string subscription, GlobalPosition position, CancellationToken cancellationToken) => default;

    public ValueTask ReportAsync(StuckStream stuck, CancellationToken cancellationToken) => default;

    public ValueTask ResolveAsync(ViewName view, StreamId stream, StreamVersion reached, CancellationToken cancellationToken) => default;

    public ValueTask WithdrawAsync(StuckStream read, CancellationToken cancellationToken) => default;

    public ValueTask<IReadOnlyList<StuckStream>> ListAsync(ViewName view, StreamId? after, int limit, CancellationToken cancellationToken) =>
        new([new StuckStream(new ViewName("never", 1), StreamId.Of("never", "reported"), new StreamVersion(1), "never", "never", default, 1)]);

    ValueTask<StuckStream?> IStuckStreams.FindAsync(ViewName view, StreamId stream, CancellationToken cancellationToken) => default;

    public ValueTask<long> CountAsync(ViewName view, CancellationToken cancellationToken) => new(-1);

    public ValueTask<byte[]> GetOrAddAsync(string name, ReadOnlyMemory<byte> candidate, CancellationToken cancellationToken) => throw new NotSupportedException();
}
