using CqrsPrototype.EventSourcing.InMemory;
using CqrsPrototype.EventSourcing.Projections;
using CqrsPrototype.EventSourcing.Signals;
using CqrsPrototype.EventSourcing.Streams;
using CqrsPrototype.Tests.SecondAggregate;
using CqrsPrototype.Tests.Support;
using Microsoft.Extensions.Logging.Abstractions;

namespace CqrsPrototype.Tests.EventSourcing.Projections;

public sealed class ViewUpdaterGapTests
{
    private readonly StreamId _stream = Some.Stream(Accounts.Category);
    private readonly InMemoryEventStore _events = new(new EventSourcingSignals());
    private readonly InMemoryViewStore _views = new();
    private readonly AccountProjection _projection = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_gap_is_closed_up_to_the_event_that_was_told_of_and_not_beyond_since_that_may_not_be_durable()
    {
        AccountEvent[] events = [new AccountEvent.Opened("Ada", "EUR"), new AccountEvent.Deposited(1), new AccountEvent.Deposited(2), new AccountEvent.Deposited(4)];
        var commit = new Commit(
            Guid.CreateVersion7(), _stream, StreamVersion.None, Some.Time, [.. events.Select(e => Accounts.Events.Serialize(e, Guid.CreateVersion7()))]);
        await _events.AppendAsync(commit, Cancel);
        var updater = new ViewUpdater<AccountView, AccountEvent>(
            _projection, _events, _views, new InMemoryStuckStreams(), new EventSourcingSignals(), TimeProvider.System,
            NullLogger<ViewUpdater<AccountView, AccountEvent>>.Instance);

        await updater.UpdateAsync([commit.Record(2)], Cancel);

        (await _views.FindAsync(_projection.Name, _stream, Cancel))!.Version.Should().Be(new StreamVersion(3));
    }
}
