using CqrsPrototype.EventSourcing.InMemory;
using CqrsPrototype.EventSourcing.Projections;
using CqrsPrototype.EventSourcing.Signals;
using CqrsPrototype.EventSourcing.Streams;
using CqrsPrototype.Tests.Contracts;
using CqrsPrototype.Tests.EventSourcing.Deciding;
using CqrsPrototype.Tests.SecondAggregate;
using CqrsPrototype.Tests.Support;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace CqrsPrototype.Tests.EventSourcing.Projections;

/// <summary>What a view takes from its stream: only what is next, and only what cannot be lost any more.</summary>
public sealed class ViewUpdaterSourceTests
{
    private readonly TamperedEventStore _events = new();
    private readonly InMemoryViewStore _views = new();
    private readonly InMemoryStuckStreams _stuck = new();
    private readonly Commit _commit;

    public ViewUpdaterSourceTests()
    {
        AccountEvent[] events = [new AccountEvent.Opened("Ada", "EUR"), new AccountEvent.Deposited(1), new AccountEvent.Deposited(2), new AccountEvent.Deposited(4)];
        _commit = new Commit(
            Guid.CreateVersion7(), AccountBranch.Account, StreamVersion.None, Some.Time, [.. events.Select(e => Accounts.Events.Serialize(e, Guid.CreateVersion7()))]);
    }

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_gap_is_closed_up_to_the_event_that_was_told_of_and_not_beyond()
    {
        await _events.AppendAsync(_commit, Cancel);

        await Updater(_events).UpdateAsync([_commit.Record(2)], Cancel);

        (await VersionAsync()).Should().Be(3);
    }

    [Fact]
    public async Task A_retry_takes_nothing_that_the_store_may_have_lost()
    {
        await _events.AppendAsync(_commit, Cancel);
        _events.OnConfirm = _ => new(false);
        var retry = async () => await Updater(_events).RetryAsync(_commit.Stream, Cancel);

        await retry.Should().ThrowAsync<EventStoreUnavailableException>();
        (await VersionAsync()).Should().BeNull();

        _events.OnConfirm = _ => new(true);
        (await retry()).Should().BeTrue();
        (await VersionAsync()).Should().Be(4);
    }

    [Fact]
    public async Task A_store_that_does_not_give_the_next_event_is_asked_again_for_a_while_and_not_for_ever_at_once()
    {
        await _events.AppendAsync(_commit, Cancel);
        var time = new FakeTimeProvider();
        var update = Updater(BrokenStore.Around<BrokenStore.Reorders>(_events), time).UpdateAsync([_commit.Record(2)], Cancel).AsTask();

        await Eventually.Until("the stream is given up", () =>
        {
            time.Advance(TimeSpan.FromMilliseconds(100));
            return update.IsCompleted;
        });

        await update;
        (await VersionAsync()).Should().BeNull();
        (await _stuck.CountAsync(new AccountProjection().Name, Cancel)).Should().Be(1);
    }

    [Fact]
    public async Task A_retry_takes_in_what_another_process_acknowledges_as_stuck_meanwhile()
    {
        await _events.AppendAsync(_commit, Cancel);
        var entry = new StuckStream(new AccountProjection().Name, _commit.Stream, new StreamVersion(1), "account.opened", "It was broken.", Some.Time, 1);
        await _stuck.ReportAsync(entry, Cancel);
        _events.OnConfirm = async _ =>
        {
            _events.OnConfirm = _ => new(true);
            AccountEvent more = new AccountEvent.Deposited(8);
            await _events.AppendAsync(
                new Commit(Guid.CreateVersion7(), _commit.Stream, _commit.Last, Some.Time, [Accounts.Events.Serialize(more, Guid.CreateVersion7())]), Cancel);
            await _stuck.ReportAsync(entry, Cancel);
            return true;
        };

        (await Updater(_events).RetryAsync(_commit.Stream, Cancel)).Should().BeTrue();

        (await VersionAsync()).Should().Be(5);
        (await _stuck.CountAsync(new AccountProjection().Name, Cancel)).Should().Be(0);
    }

    [Fact]
    public async Task A_stored_event_that_cannot_be_read_stops_its_own_stream_until_it_is_put_right()
    {
        await _events.AppendAsync(_commit, Cancel);
        _events.OnRead = () => throw new FormatException("Somebody was here.");
        var updater = Updater(_events);

        await updater.UpdateAsync([_commit.Record(2)], Cancel);

        (await _stuck.ListAsync(new AccountProjection().Name, null, 10, Cancel)).Should().ContainSingle().Which.Error.Should().Contain("Somebody was here.");
        _events.OnRead = () => default;
        (await updater.RetryAsync(_commit.Stream, Cancel)).Should().BeTrue();
        (await VersionAsync()).Should().Be(4);
        (await _stuck.CountAsync(new AccountProjection().Name, Cancel)).Should().Be(0);
    }

    private ViewUpdater<AccountView, AccountEvent> Updater(IEventStore events, TimeProvider? time = null) => new(
        new AccountProjection(), events, _views, _stuck, new EventSourcingSignals(), time ?? TimeProvider.System,
        NullLogger<ViewUpdater<AccountView, AccountEvent>>.Instance);

    private async Task<long?> VersionAsync() => (await _views.FindAsync(new AccountProjection().Name, _commit.Stream, Cancel))?.Version.Value;
}
