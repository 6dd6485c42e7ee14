using CqrsPrototype.EventSourcing.Signals;
using CqrsPrototype.EventSourcing.Streams;
using Microsoft.Extensions.Time.Testing;

namespace CqrsPrototype.Tests.EventSourcing.Signals;

/// <summary>What one process tells the others.</summary>
public sealed class HintTests
{
    private static readonly StreamId Stream = StreamId.Of("account", "1");

    private readonly EventSourcingSignals _signals = new();
    private readonly FakeTimeProvider _time = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_is_raised_until_it_is_taken_is_told_as_one()
    {
        var first = Take();
        _signals.Appended.Raise();
        Describe(await first).Should().Be("appended");

        _signals.LogGrown.Raise();
        _signals.LogGrown.Raise();
        _signals.Views.Raise([Changed(3)]);
        _signals.Views.Raise([Changed(2)]);

        Describe(await Take()).Should().Be("grown account-1 at 3");
        Take().IsCompleted.Should().BeFalse("everything was taken");
    }

    [Fact]
    public async Task What_is_heard_wakes_those_who_wait_here_and_is_not_told_again()
    {
        var (appended, grown, any) = (_signals.Appended.Observe(), _signals.LogGrown.Observe(), _signals.Views.Any.Observe());
        using var waiter = _signals.Views.TryRegister(Stream, new StreamVersion(1))!;
        var changed = waiter.Changed.Observe();
        var told = Take();

        _signals.Hear(new Hints(true, true, [Changed(1)]));

        foreach (var observed in new[] { appended, grown, any, changed })
        {
            await Signal.WaitAsync(observed, Timeout.InfiniteTimeSpan, _time, Cancel).WaitAsync(TimeSpan.FromMinutes(2), Cancel);
        }

        told.IsCompleted.Should().BeFalse();
    }

    [Fact]
    public async Task Nothing_is_kept_while_nobody_takes()
    {
        _signals.Appended.Raise();
        var first = Take();
        first.IsCompleted.Should().BeFalse();

        _signals.LogGrown.Raise();

        Describe(await first).Should().Be("grown");
    }

    [Fact]
    public async Task There_is_a_limit_to_what_is_kept()
    {
        var first = Take();
        _signals.Appended.Raise();
        await first;
        _signals.Views.Raise([.. Enumerable.Range(0, HintOutbox.MaxViews + 10).Select(i => new ViewChange(StreamId.Of("account", $"{i}"), new StreamVersion(1)))]);

        (await Take()).Projected.Should().HaveCount(HintOutbox.MaxViews);
    }

    private static string Describe(Hints hints) => string.Join(
        ' ', new[] { hints.Appended ? "appended" : "", hints.LogGrown ? "grown" : "" }
            .Concat(hints.Projected.Select(view => $"{view.Stream} at {view.Version}")).Where(part => part.Length > 0));

    private static ViewChange Changed(long version) => new(Stream, new StreamVersion(version));

    private Task<Hints> Take() => _signals.Outbox.TakeAsync(_time, Cancel).AsTask();
}
