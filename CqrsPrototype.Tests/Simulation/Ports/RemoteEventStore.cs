using CqrsPrototype.EventSourcing.Streams;
using CqrsPrototype.Tests.Simulation.Faults;
using CqrsPrototype.Tests.Simulation.Storage;

namespace CqrsPrototype.Tests.Simulation.Ports;

/// <summary>The event store as a process sees it.</summary>
internal sealed class RemoteEventStore(World world, Line line) : IEventStore
{
    private readonly Dictionary<StreamId, Lane> _lanes = [];

    private IEventStore Store => world.State.Events;

    public async ValueTask<AppendResult> AppendAsync(Commit commit, CancellationToken cancellationToken)
    {
        if (!_lanes.TryGetValue(commit.Stream, out var lane))
        {
            _lanes.Add(commit.Stream, lane = new Lane());
        }

        var hadCrashed = false;
        var result = await line.WriteAsync("append", commit, Arrive, FailAppend, cancellationToken, lane);
        if (world.HasCrashed != hadCrashed)
        {
            throw Fail(Fault.After);
        }

        // It was visible since it arrived; what is acknowledged is durable, and so is everything that was visible before it.
        world.State.Slots?.Flush();
        return result;

        AppendResult Arrive(Fault fault)
        {
            hadCrashed = world.HasCrashed;
            return Append(commit);
        }
    }

    public ValueTask<IReadOnlyList<RecordedEvent>> ReadAsync(StreamId stream, StreamVersion after, int maxEvents, CancellationToken cancellationToken) =>
        line.ReadAsync("read", stream, () => Store.ReadAsync(stream, after, maxEvents, CancellationToken.None).Now(), Fail, cancellationToken);

    public ValueTask<IReadOnlyList<Commit>> ReadTailAsync(StreamId stream, StreamVersion? upTo, int snapshotSchema, CancellationToken cancellationToken) =>
        line.ReadAsync("read tail", stream, () => Store.ReadTailAsync(stream, upTo, snapshotSchema, CancellationToken.None).Now(), Fail, cancellationToken);

    public ValueTask<Commit?> FindByKeyAsync(string key, CancellationToken cancellationToken) =>
        line.ReadAsync("find key", key, () => Store.FindByKeyAsync(key, CancellationToken.None).Now(), Fail, cancellationToken);

    public ValueTask<bool> ConfirmAsync(Commit commit, CancellationToken cancellationToken) =>
        line.WriteAsync("confirm", commit, _ => Store.ConfirmAsync(commit, CancellationToken.None).Now(), Fail, cancellationToken);

    private AppendResult Append(Commit commit)
    {
        var result = Store.AppendAsync(commit, CancellationToken.None).Now();
        if (result == AppendResult.Appended)
        {
            world.Rules.Commands.Stored(commit, world.History.Note("store", "has stored", commit));
        }

        return result;
    }

    // Where nothing has happened, the store may know so.
    private Exception FailAppend(Fault fault) =>
        fault == Fault.Before && world.Chance.OneIn(3) ? new OverloadedException("The queue of the writer") : Fail(fault);

    private static EventStoreUnavailableException Fail(Fault fault) => new($"The answer is lost ({fault}).");
}
