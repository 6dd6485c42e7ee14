using CqrsPrototype.EventSourcing.Hosting;
using CqrsPrototype.EventSourcing.Streams;
using Microsoft.Extensions.DependencyInjection;

namespace CqrsPrototype.Tests.Contracts;

/// <summary>The in-memory event store with one promise broken.</summary>
internal abstract class BrokenStore : IEventStore
{
    private IEventStore? _sound;

    protected IEventStore Sound => _sound!;

    public static IStoreFixture With<TBroken>()
        where TBroken : BrokenStore, new() =>
        new StoreFixture(isDurable: false, services =>
        {
            services.AddInMemoryEventStore();
            var sound = services.Last(s => s.ServiceType == typeof(IEventStore));
            services.AddSingleton<IEventStore>(provider => new TBroken { _sound = (IEventStore)sound.ImplementationFactory!(provider) });
        });

    public virtual ValueTask<AppendResult> AppendAsync(Commit commit, CancellationToken cancellationToken) => Sound.AppendAsync(commit, cancellationToken);

    public virtual ValueTask<IReadOnlyList<RecordedEvent>> ReadAsync(StreamId stream, StreamVersion after, int maxEvents, CancellationToken cancellationToken) =>
        Sound.ReadAsync(stream, after, maxEvents, cancellationToken);

    public virtual ValueTask<IReadOnlyList<Commit>> ReadTailAsync(StreamId stream, StreamVersion? upTo, int snapshotSchema, CancellationToken cancellationToken) =>
        Sound.ReadTailAsync(stream, upTo, snapshotSchema, cancellationToken);

    public virtual ValueTask<Commit?> FindByKeyAsync(string key, CancellationToken cancellationToken) => Sound.FindByKeyAsync(key, cancellationToken);

    public virtual ValueTask<bool> ConfirmAsync(Commit commit, CancellationToken cancellationToken) => Sound.ConfirmAsync(commit, cancellationToken);

    /// <summary>Takes any commit at the end of its stream, whatever version it expects.</summary>
    public sealed class ForgetsTheVersionCheck : BrokenStore
    {
        public override async ValueTask<AppendResult> AppendAsync(Commit commit, CancellationToken cancellationToken)
        {
            var tail = await Sound.ReadTailAsync(commit.Stream, null, 1, cancellationToken);
            var moved = new Commit(commit.Id, commit.Stream, tail.Count > 0 ? tail[^1].Last : StreamVersion.None, commit.At, commit.Events)
            {
                Metadata = commit.Metadata,
                Key = commit.Key,
                Snapshot = commit.Snapshot,
            };
            return await Sound.AppendAsync(moved, cancellationToken);
        }
    }

    /// <summary>Gives events in the wrong order.</summary>
    public sealed class Reorders : BrokenStore
    {
        public override async ValueTask<IReadOnlyList<RecordedEvent>> ReadAsync(StreamId stream, StreamVersion after, int maxEvents, CancellationToken cancellationToken) =>
            [.. (await Sound.ReadAsync(stream, after, maxEvents, cancellationToken)).Reverse()];
    }

    /// <summary>Does not keep idempotency keys.</summary>
    public sealed class LosesTheKey : BrokenStore
    {
        public override ValueTask<AppendResult> AppendAsync(Commit commit, CancellationToken cancellationToken) =>
            Sound.AppendAsync(commit with { Key = null }, cancellationToken);
    }

    /// <summary>Says that a commit is stored, and does not store it.</summary>
    public sealed class AcknowledgesOnly : BrokenStore
    {
        public override ValueTask<AppendResult> AppendAsync(Commit commit, CancellationToken cancellationToken) => new(AppendResult.Appended);
    }

    /// <summary>Gives the tail of a stream from a snapshot that lies behind the version that was asked for.</summary>
    public sealed class ForgetsTheLastVersionWanted : BrokenStore
    {
        public override ValueTask<IReadOnlyList<Commit>> ReadTailAsync(StreamId stream, StreamVersion? upTo, int snapshotSchema, CancellationToken cancellationToken) =>
            Sound.ReadTailAsync(stream, null, snapshotSchema, cancellationToken);
    }
}
