using CqrsPrototype.EventSourcing.Signals;
using CqrsPrototype.EventSourcing.Streams;
using CqrsPrototype.Rabbit;
using CqrsPrototype.Tests.Support;

namespace CqrsPrototype.Tests.Rabbit;

/// <summary>Hints between the services of two processes.</summary>
public sealed class SignalBridgeTests : BrokerTest
{
    private static readonly StreamId Stream = StreamId.Of("user", "1");
    private static readonly StreamId Probe = StreamId.Of("user", "probe");

    private EventSourcingSignals One { get; set; } = null!;

    private EventSourcingSignals Other { get; set; } = null!;

    [Fact]
    public async Task An_append_here_wakes_the_sequencer_there_and_a_grown_log_there_the_relay_here()
    {
        await StartAsync();
        var appended = Other.Appended.Observe();
        One.Appended.Raise();
        await HeardAsync(appended);

        var grown = One.LogGrown.Observe();
        Other.LogGrown.Raise();
        await HeardAsync(grown);
    }

    [Fact]
    public async Task A_view_that_is_projected_here_wakes_the_reader_who_waits_for_that_version_there()
    {
        await StartAsync();
        using var waiter = Other.Views.TryRegister(Stream, new StreamVersion(3))!;
        var (changed, grown) = (waiter.Changed.Observe(), Other.LogGrown.Observe());

        One.Views.Raise([new ViewChange(Stream, new StreamVersion(2))]);
        One.LogGrown.Raise();
        await HeardAsync(grown);
        Signal.WaitAsync(changed, Limit, TimeProvider.System, Cancel).IsCompleted.Should().BeFalse("version 2 is not what it waits for");

        One.Views.Raise([new ViewChange(Stream, new StreamVersion(3))]);
        await HeardAsync(changed);
    }

    [Fact]
    public async Task What_is_heard_does_not_come_back()
    {
        await StartAsync();
        var (grown, appended) = (One.LogGrown.Observe(), Other.Appended.Observe());
        One.Appended.Raise();
        await HeardAsync(appended);
        var own = One.Appended.Observe();

        // Hints of one sender arrive in order: with this one there, an echo would be too.
        Other.LogGrown.Raise();
        await HeardAsync(grown);

        Signal.WaitAsync(own, Limit, TimeProvider.System, Cancel).IsCompleted.Should().BeFalse();
    }

    private async Task StartAsync()
    {
        var processes = Enumerable.Range(0, 2).Select(_ => Keep(new Messaging(Host.Connections(), services => services.AddRabbitSignals()))).ToList();
        (One, Other) = (processes[0].Get<EventSourcingSignals>(), processes[1].Get<EventSourcingSignals>());
        foreach (var process in processes)
        {
            await process.StartAsync(Cancel);
        }

        await Eventually.Until("the one hears the other", () => HearsAsync(Other, One));
        await Eventually.Until("the other hears the one", () => HearsAsync(One, Other));
    }

    private static Task HeardAsync(SignalObservation observed) => Signal.WaitAsync(observed, Timeout.InfiniteTimeSpan, TimeProvider.System, Cancel).WaitAsync(Limit, Cancel);

    private static async ValueTask<bool> HearsAsync(EventSourcingSignals from, EventSourcingSignals to)
    {
        var heard = to.Views.Any.Observe();
        from.Views.Raise([new ViewChange(Probe, new StreamVersion(1))]);
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(Cancel);
        limit.CancelAfter(TimeSpan.FromMilliseconds(100));
        return await Signal.WaitAsync(heard, Timeout.InfiniteTimeSpan, TimeProvider.System, limit.Token)
            .ContinueWith(waited => waited.IsCompletedSuccessfully, TaskScheduler.Default);
    }
}
