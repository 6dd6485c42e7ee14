using CqrsPrototype.EventSourcing.Deciding;
using CqrsPrototype.EventSourcing.Streams;
using CqrsPrototype.Tests.Simulation.Scheduling;

namespace CqrsPrototype.Tests.EventSourcing.Deciding;

public sealed class TurnTests
{
    [Fact]
    public void One_is_in_at_a_time_in_the_order_of_arrival() => SimulatedScheduler.Run(async time =>
    {
        var (turn, inside, order) = (new Turn(), 0, new List<int>());

        await Task.WhenAll(Enumerable.Range(0, 5).Select(async i =>
        {
            await turn.EnterAsync(CancellationToken.None);
            (++inside).Should().Be(1);
            await Task.Delay(TimeSpan.FromMilliseconds(5 - i), time, CancellationToken.None);
            order.Add(i);
            inside--;
            turn.Exit();
        }));

        order.Should().Equal(0, 1, 2, 3, 4);
    });

    [Fact]
    public async Task One_more_than_may_wait_is_refused()
    {
        var turn = new Turn();
        for (var i = 0; i <= Turn.Capacity; i++)
        {
            _ = turn.EnterAsync(CancellationToken.None).AsTask();
        }

        await FluentActions.Awaiting(() => turn.EnterAsync(CancellationToken.None).AsTask()).Should().ThrowAsync<OverloadedException>();
    }

    [Fact]
    public void Who_gives_up_waiting_is_passed_over() => SimulatedScheduler.Run(async time =>
    {
        var turn = new Turn();
        using var impatient = new CancellationTokenSource(TimeSpan.FromMilliseconds(1), time);
        await turn.EnterAsync(CancellationToken.None);
        var second = turn.EnterAsync(impatient.Token).AsTask();
        var third = turn.EnterAsync(CancellationToken.None).AsTask();
        await FluentActions.Awaiting(() => second).Should().ThrowAsync<OperationCanceledException>();
        turn.Exit();

        await third;
        turn.Exit();
        turn.EnterAsync(CancellationToken.None).AsTask().IsCompletedSuccessfully.Should().BeTrue("it is free again");
    });

    [Fact]
    public async Task No_two_threads_are_in_at_once()
    {
        var (turn, inside, entries) = (new Turn(), 0, 0);

        await Parallel.ForAsync(0, 5_000, TestContext.Current.CancellationToken, async (_, cancel) =>
        {
            await turn.EnterAsync(cancel);
            Interlocked.Increment(ref inside).Should().Be(1);
            entries++;
            Interlocked.Decrement(ref inside);
            turn.Exit();
        });

        entries.Should().Be(5_000);
    }
}
