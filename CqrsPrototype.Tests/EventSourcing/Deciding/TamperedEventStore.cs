using CqrsPrototype.EventSourcing.InMemory;
using CqrsPrototype.EventSourcing.Signals;
using CqrsPrototype.EventSourcing.Streams;

namespace CqrsPrototype.Tests.EventSourcing.Deciding;

/// <summary>The store in memory, with what a test puts in between.</summary>
internal sealed class TamperedEventStore : IEventStore
{
    public InMemoryEventStore Inner { get; } = new(new EventSourcingSignals());

    /// <summary>Stands before each append; the second argument lets it through.</summary>
    public Func<Commit, Func<ValueTask<AppendResult>>, ValueTask<AppendResult>> OnAppend { get; set; } = (_, append) => append();

    /// <summary>Stands before each read of a stream.</summary>
    public Func<ValueTask> OnRead { get; set; } = () => ValueTask.CompletedTask;

    public Func<Commit, ValueTask<bool>> OnConfirm { get; set; } = _ => new(true);

    /// <summary>All that was sent, in order.</summary>
    public List<Commit> Sent { get; } = [];

    public int Loads { get; private set; }

    public ValueTask<AppendResult> AppendAsync(Commit commit, CancellationToken cancellationToken)
    {
        Sent.Add(commit);
        return OnAppend(commit, () => Inner.AppendAsync(commit, cancellationToken));
    }

    public async ValueTask<IReadOnlyList<RecordedEvent>> ReadAsync(StreamId stream, StreamVersion after, int maxEvents, CancellationToken cancellationToken)
    {
        await OnRead();
        return await Inner.ReadAsync(stream, after, maxEvents, cancellationToken);
    }

    public async ValueTask<IReadOnlyList<Commit>> ReadTailAsync(StreamId stream, StreamVersion? upTo, int snapshotSchema, CancellationToken cancellationToken)
    {
        Loads += upTo is null ? 1 : 0;
        await OnRead();
        return await Inner.ReadTailAsync(stream, upTo, snapshotSchema, cancellationToken);
    }

    public ValueTask<Commit?> FindByKeyAsync(string key, CancellationToken cancellationToken) => Inner.FindByKeyAsync(key, cancellationToken);

    public ValueTask<bool> ConfirmAsync(Commit commit, CancellationToken cancellationToken) => OnConfirm(commit);
}
