using CqrsPrototype.EventSourcing.InMemory;
using CqrsPrototype.EventSourcing.Log;
using CqrsPrototype.EventSourcing.Signals;
using CqrsPrototype.EventSourcing.Subscriptions;
using CqrsPrototype.Tests.Support;

namespace CqrsPrototype.Tests.EventSourcing.Subscriptions;

/// <summary>Behind a backlog the log is read ahead, and still each piece is handled once it is its turn, from the first to the last.</summary>
public sealed class SliceFollowerTests : IEventLog, ILogHandler
{
    private const int BatchSize = 2;

    private readonly InMemoryEventStore _log = new(new EventSourcingSignals());
    private readonly List<long> _reads = [];
    private readonly List<long> _readsWhenHandled = [];
    private readonly List<long> _handled = [];
    private bool _handlerFails;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_next_piece_is_read_while_one_is_handled()
    {
        await AppendAsync(events: 4);
        var follower = new SliceFollower(this, this, BatchSize);

        await FollowToEndAsync(follower);

        Assert.Equal([0, 1, 2, 3], _handled);
        Assert.Equal([0, 2], _readsWhenHandled[..2]);
    }

    [Fact]
    public async Task At_the_end_of_the_log_nothing_is_read_ahead()
    {
        await AppendAsync(events: 1);

        await new SliceFollower(this, this, BatchSize).FollowAsync(GlobalPosition.Start, Cancel);

        Assert.Equal([0], _reads);
    }

    [Fact]
    public async Task A_piece_that_failed_comes_again_and_what_was_read_ahead_is_not_taken_for_it()
    {
        await AppendAsync(events: 4);
        var follower = new SliceFollower(this, this, BatchSize);
        _handlerFails = true;
        await Assert.ThrowsAsync<InvalidOperationException>(() => follower.FollowAsync(GlobalPosition.Start, Cancel).AsTask());

        _handlerFails = false;
        await FollowToEndAsync(follower);

        Assert.Equal([0, 1, 2, 3], _handled);
    }

    ValueTask<GlobalPosition> IEventLog.GetEndAsync(CancellationToken cancellationToken) => _log.GetEndAsync(cancellationToken);

    ValueTask<LogSlice> IEventLog.ReadAsync(GlobalPosition from, int maxEvents, CancellationToken cancellationToken)
    {
        _reads.Add(from.Value);
        return _log.ReadAsync(from, maxEvents, cancellationToken);
    }

    ValueTask<LogHeads> IEventLog.ReadHeadsAsync(GlobalPosition from, int maxEvents, CancellationToken cancellationToken) =>
        _log.ReadHeadsAsync(from, maxEvents, cancellationToken);

    ValueTask ILogHandler.HandleAsync(LogSlice slice, CancellationToken cancellationToken)
    {
        if (_handlerFails)
        {
            throw new InvalidOperationException("The handler fails.");
        }

        _readsWhenHandled.AddRange(_reads);
        _handled.AddRange(slice.Commits.SelectMany(commit => commit.Recorded()).Select(recorded => recorded.Position!.Value.Value));
        return ValueTask.CompletedTask;
    }

    private async Task FollowToEndAsync(SliceFollower follower)
    {
        for (GlobalPosition? position = null, next = GlobalPosition.Start; position != next;)
        {
            (position, next) = (next, await follower.FollowAsync(next.Value, Cancel));
        }
    }

    private async Task AppendAsync(int events)
    {
        for (var i = 0; i < events; i++)
        {
            await _log.AppendAsync(Some.Commit(Some.Stream()), Cancel);
        }
    }
}
