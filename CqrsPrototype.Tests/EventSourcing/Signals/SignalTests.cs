using CqrsPrototype.EventSourcing.Signals;
using CqrsPrototype.Tests.Simulation.Scheduling;

namespace CqrsPrototype.Tests.EventSourcing.Signals;

public sealed class SignalTests
{
    private static readonly TimeSpan Poll = TimeSpan.FromSeconds(1);

    [Fact]
    public void A_raise_between_looking_and_waiting_is_not_missed() => SimulatedScheduler.Run(async time =>
    {
        var signal = new Signal();
        var observed = signal.Observe();
        signal.Raise();

        await Signal.WaitAsync(observed, Poll, time, CancellationToken.None);

        time.GetTimestamp().Should().Be(0, "it had been raised since");
    });

    [Fact]
    public void A_raise_wakes_all_who_wait() => SimulatedScheduler.Run(async time =>
    {
        var signal = new Signal();
        var waiting = Enumerable.Range(0, 3).Select(_ => Signal.WaitAsync(signal.Observe(), Poll, time, CancellationToken.None)).ToList();
        waiting.Should().AllSatisfy(w => w.IsCompleted.Should().BeFalse());
        signal.Raise();

        await Task.WhenAll(waiting);

        time.GetTimestamp().Should().Be(0);
    });

    [Fact]
    public void A_raise_before_the_observation_wakes_nobody() => SimulatedScheduler.Run(async time =>
    {
        var signal = new Signal();
        signal.Raise();

        await Signal.WaitAsync(signal.Observe(), Poll, time, CancellationToken.None);

        time.GetElapsedTime(0).Should().Be(Poll, "the poll ended the wait");
    });

    [Fact]
    public void Cancellation_ends_a_wait() => SimulatedScheduler.Run(async time =>
    {
        var signal = new Signal();
        using var cancellation = new CancellationTokenSource(TimeSpan.FromMilliseconds(1), time);

        await signal.Awaiting(s => Signal.WaitAsync(s.Observe(), Poll, time, cancellation.Token)).Should().ThrowAsync<OperationCanceledException>();
    });

    [Fact]
    public void Who_has_stopped_waiting_is_forgotten() => SimulatedScheduler.Run(async time =>
    {
        var signal = new Signal();
        for (var i = 0; i < 10; i++)
        {
            await Signal.WaitAsync(signal.Observe(), Poll, time, CancellationToken.None);
        }

        signal.Waiting.Should().Be(0);
    });

    [Fact]
    public async Task Nobody_who_observes_before_looking_ever_sleeps_through_a_change()
    {
        // One side counts up and raises, the other looks and waits: with an hour's poll a lost wake-up would never end.
        var signal = new Signal();
        var count = 0;
        var counting = Task.Run(
            async () =>
            {
                for (var i = 0; i < 10_000; i++)
                {
                    Interlocked.Increment(ref count);
                    signal.Raise();
                    if (i % 100 == 0)
                    {
                        await Task.Yield();
                    }
                }
            },
            TestContext.Current.CancellationToken);
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        limit.CancelAfter(TimeSpan.FromMinutes(2));
        while (true)
        {
            var observed = signal.Observe();
            if (Volatile.Read(ref count) == 10_000)
            {
                break;
            }

            await Signal.WaitAsync(observed, TimeSpan.FromHours(1), TimeProvider.System, limit.Token);
        }

        await counting;
    }
}
