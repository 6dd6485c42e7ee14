using CqrsPrototype.EventSourcing.Signals;
using CqrsPrototype.EventSourcing.Streams;
using CqrsPrototype.Tests.Simulation.Scheduling;

namespace CqrsPrototype.Tests.EventSourcing.Signals;

public sealed class ViewSignalsTests
{
    private static readonly StreamId One = StreamId.Of("account", "1");
    private static readonly StreamId Two = StreamId.Of("account", "2");
    private static readonly StreamVersion First = new(1);
    private static readonly TimeSpan Poll = TimeSpan.FromSeconds(1);

    [Fact]
    public void Only_those_who_wait_for_the_stream_are_woken() => SimulatedScheduler.Run(async time =>
    {
        var signals = new ViewSignals();
        using var one = signals.TryRegister(One, First)!;
        using var again = signals.TryRegister(One, First)!;
        using var two = signals.TryRegister(Two, First)!;
        var waiting = Task.WhenAll(Wait(one, time), Wait(again, time));
        var other = Wait(two, time);
        signals.Raise([Changed(One, 1)]);

        await waiting;
        time.GetTimestamp().Should().Be(0);
        await other;
        time.GetElapsedTime(0).Should().Be(Poll);
    });

    [Fact]
    public void Who_waits_for_a_version_is_not_woken_by_an_earlier_one() => SimulatedScheduler.Run(async time =>
    {
        var signals = new ViewSignals();
        using var third = signals.TryRegister(One, new StreamVersion(3))!;
        var waiting = Wait(third, time);
        signals.Raise([Changed(One, 2)]);
        waiting.IsCompleted.Should().BeFalse();
        signals.Raise([Changed(One, 4)]);

        await waiting;

        time.GetTimestamp().Should().Be(0);
    });

    [Fact]
    public void Whoever_leaves_does_not_take_the_signal_from_those_who_stay() => SimulatedScheduler.Run(async time =>
    {
        var signals = new ViewSignals();
        var gone = signals.TryRegister(One, First)!;
        using var stays = signals.TryRegister(One, First)!;
        var waiting = Wait(stays, time);
        gone.Dispose();
        gone.Dispose();
        signals.Raise([Changed(One, 1)]);

        await waiting;

        time.GetTimestamp().Should().Be(0);
    });

    [Fact]
    public void A_change_of_any_view_is_told_too() => SimulatedScheduler.Run(async time =>
    {
        var signals = new ViewSignals();
        var observed = signals.Any.Observe();
        signals.Raise([Changed(One, 1)]);

        await Signal.WaitAsync(observed, Poll, time, CancellationToken.None);

        time.GetTimestamp().Should().Be(0);
    });

    [Fact]
    public void There_is_a_limit_to_those_who_wait()
    {
        var signals = new ViewSignals();
        var waiters = Enumerable.Range(0, ViewSignals.MaxWaiters).Select(i => signals.TryRegister(StreamId.Of("account", $"{i}"), First)).ToList()!;

        signals.TryRegister(One, First).Should().BeNull();
        waiters[0]!.Dispose();
        signals.TryRegister(One, First).Should().NotBeNull();
    }

    private static ViewChange Changed(StreamId stream, long version) => new(stream, new StreamVersion(version));

    private static Task Wait(ViewWaiter waiter, TimeProvider time) =>
        Signal.WaitAsync(waiter.Changed.Observe(), Poll, time, CancellationToken.None);
}
