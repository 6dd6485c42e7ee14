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

    /// <summary>Breaks a promise of a store that keeps it.</summary>
    public static IEventStore Around<TBroken>(IEventStore sound)
        where TBroken : BrokenStore, new() => new TBroken { _sound = sound };

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

    /// <summary>Takes what can be read for durable.</summary>
    public sealed class TrustsWhatIsVisible : BrokenStore
    {
        public override ValueTask<bool> ConfirmAsync(Commit commit, CancellationToken cancellationToken) => new(true);
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

    /// <summary>Takes a commit for another one when it comes a second time, as if each attempt of a command had an id of its own.</summary>
    public sealed class ForgetsTheCommitId : BrokenStore
    {
        public override ValueTask<AppendResult> AppendAsync(Commit commit, CancellationToken cancellationToken) => Sound.AppendAsync(
            new Commit(Guid.NewGuid(), commit.Stream, commit.Previous, commit.At, commit.Events)
            {
                Metadata = commit.Metadata,
                Key = commit.Key,
                BuildsOn = commit.BuildsOn,
                Snapshot = commit.Snapshot,
            },
            cancellationToken);
    }

    /// <summary>Stores a commit behind whatever event has come to stand where the one should that it builds on.</summary>
    public sealed class ForgetsWhatItBuildsOn : BrokenStore
    {
        public override ValueTask<AppendResult> AppendAsync(Commit commit, CancellationToken cancellationToken) =>
            Sound.AppendAsync(commit with { BuildsOn = null }, cancellationToken);
    }

    /// <summary>Reads from a copy that is one read behind.</summary>
    public sealed class ReadsWhatIsOld : BrokenStore
    {
        private readonly Dictionary<StreamId, IReadOnlyList<Commit>> _copies = [];

        public override async ValueTask<IReadOnlyList<Commit>> ReadTailAsync(StreamId stream, StreamVersion? upTo, int snapshotSchema, CancellationToken cancellationToken)
        {
            var tail = await Sound.ReadTailAsync(stream, upTo, snapshotSchema, cancellationToken);
            if (upTo is not null)
            {
                return tail;
            }

            var copy = _copies.GetValueOrDefault(stream, tail);
            _copies[stream] = tail;
            return copy;
        }
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
