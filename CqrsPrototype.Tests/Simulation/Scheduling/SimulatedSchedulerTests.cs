namespace CqrsPrototype.Tests.Simulation.Scheduling;

public sealed class SimulatedSchedulerTests
{
    [Fact]
    public void Time_jumps_to_the_next_timer()
    {
        SimulatedScheduler.Run(async time =>
        {
            await Task.Delay(TimeSpan.FromDays(1), time, TestContext.Current.CancellationToken);

            time.GetUtcNow().Should().Be(SimulatedTime.Beginning.AddDays(1));
        });
    }

    [Fact]
    public void Timeouts_and_cancellation_come_in_the_order_of_virtual_time()
    {
        SimulatedScheduler.Run(async time =>
        {
            using var soon = new CancellationTokenSource(TimeSpan.FromSeconds(1), time);
            var never = new TaskCompletionSource();

            await FluentActions.Awaiting(() => never.Task.WaitAsync(TimeSpan.FromSeconds(2), time, soon.Token))
                .Should().ThrowAsync<OperationCanceledException>();
            await FluentActions.Awaiting(() => never.Task.WaitAsync(TimeSpan.FromSeconds(2), time, CancellationToken.None))
                .Should().ThrowAsync<TimeoutException>();

            time.GetElapsedTime(0).Should().Be(TimeSpan.FromSeconds(3));
        });
    }

    [Fact]
    public void What_waits_for_ever_is_an_error() =>
        FluentActions.Invoking(() => SimulatedScheduler.Run(_ => new TaskCompletionSource().Task))
            .Should().Throw<InvalidOperationException>().WithMessage("Everything waits*");

    [Fact]
    public void What_comes_back_from_the_thread_pool_is_an_error()
    {
        var run = () => SimulatedScheduler.Run(async time =>
        {
            var elsewhere = Task.Run(() => { }, TestContext.Current.CancellationToken);
            ((IAsyncResult)elsewhere).AsyncWaitHandle.WaitOne();
            var resumed = new TaskCompletionSource();
            var context = SynchronizationContext.Current!;
            var posted = Task.Run(() => context.Post(_ => resumed.TrySetResult(), null), TestContext.Current.CancellationToken);
            ((IAsyncResult)posted).AsyncWaitHandle.WaitOne();
            await Task.Delay(TimeSpan.FromSeconds(1), time, TestContext.Current.CancellationToken);
            await resumed.Task;
        });

        run.Should().Throw<InvalidOperationException>().WithMessage("Something went on in the thread pool*");
    }

    [Fact]
    public void Chance_alone_decides_what_goes_first()
    {
        Order(seed: 1).Should().Be(Order(seed: 1));
        Enumerable.Range(1, 20).Select(Order).Distinct().Should().HaveCountGreaterThan(5);
    }

    private static string Order(int seed)
    {
        var order = "";
        new SimulatedScheduler(new Random(seed)).Run(() => Task.WhenAll("abcdef".Select(async name =>
        {
            await Task.Yield();
            order += name;
        })));
        return order;
    }
}
