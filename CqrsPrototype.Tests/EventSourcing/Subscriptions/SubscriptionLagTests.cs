using CqrsPrototype.EventSourcing.InMemory;
using CqrsPrototype.EventSourcing.Log;
using CqrsPrototype.EventSourcing.Signals;
using CqrsPrototype.EventSourcing.Streams;
using CqrsPrototype.EventSourcing.Subscriptions;
using CqrsPrototype.Tests.Support;
using Microsoft.Extensions.Time.Testing;

namespace CqrsPrototype.Tests.EventSourcing.Subscriptions;

/// <summary>Lag is told by checkpoint and log alone, so a subscription that is dead, or has not started yet, has one too.</summary>
public sealed class SubscriptionLagTests
{
    private const string Name = "subscription";

    private readonly FakeTimeProvider _time = new(Some.Time);
    private readonly InMemoryEventStore _log = new(new EventSourcingSignals());
    private readonly InMemoryCheckpointStore _checkpoints = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task There_is_none_over_an_empty_log() => await ShouldBeAsync(position: 0, events: 0, seconds: 0);

    [Fact]
    public async Task There_is_none_at_the_end_however_long_nothing_happens()
    {
        await AppendAsync(events: 3);
        await CompleteAsync(3);

        _time.Advance(TimeSpan.FromHours(1));

        await ShouldBeAsync(position: 3, events: 0, seconds: 0);
    }

    [Fact]
    public async Task While_nobody_follows_it_grows_with_each_event_and_each_second()
    {
        await AppendAsync(events: 1);
        _time.Advance(TimeSpan.FromSeconds(2));
        await ShouldBeAsync(position: 0, events: 1, seconds: 2);

        await AppendAsync(events: 2);
        _time.Advance(TimeSpan.FromSeconds(3));
        await ShouldBeAsync(position: 0, events: 3, seconds: 5);
    }

    [Fact]
    public async Task Its_age_is_that_of_the_oldest_event_behind_the_checkpoint()
    {
        await AppendAsync(events: 1);
        _time.Advance(TimeSpan.FromSeconds(10));
        await AppendAsync(events: 1);
        _time.Advance(TimeSpan.FromSeconds(1));

        await CompleteAsync(1);

        await ShouldBeAsync(position: 1, events: 1, seconds: 1);
    }

    [Fact]
    public async Task Of_a_commit_that_is_done_in_part_the_rest_counts()
    {
        await AppendAsync(events: 5);
        _time.Advance(TimeSpan.FromSeconds(1));

        await CompleteAsync(2);

        await ShouldBeAsync(position: 2, events: 3, seconds: 1);
    }

    [Fact]
    public async Task A_clock_behind_that_of_the_writer_makes_no_negative_age()
    {
        await AppendAsync(events: 1, at: Some.Time.AddSeconds(1));

        await ShouldBeAsync(position: 0, events: 1, seconds: 0);
    }

    [Fact]
    public async Task A_checkpoint_ahead_of_a_log_from_an_older_backup_has_none()
    {
        await AppendAsync(events: 1);
        await CompleteAsync(7);

        await ShouldBeAsync(position: 7, events: 0, seconds: 0);
    }

    private async Task AppendAsync(int events, DateTimeOffset? at = null)
    {
        var commit = new Commit(Guid.CreateVersion7(), Some.Stream(), StreamVersion.None, at ?? _time.GetUtcNow(), Some.Events(events));
        (await _log.AppendAsync(commit, Cancel)).Should().Be(AppendResult.Appended);
    }

    private ValueTask CompleteAsync(long position) => _checkpoints.AdvanceAsync(Name, new GlobalPosition(position), Cancel);

    private async Task ShouldBeAsync(long position, long events, int seconds) =>
        (await SubscriptionLag.ReadAsync(Name, _checkpoints, _log, _time, Cancel))
            .Should().Be(new SubscriptionLag(new GlobalPosition(position), events, TimeSpan.FromSeconds(seconds)));
}
