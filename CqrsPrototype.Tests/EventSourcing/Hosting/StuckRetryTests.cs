using CqrsPrototype.EventSourcing.Hosting;
using CqrsPrototype.EventSourcing.InMemory;
using CqrsPrototype.EventSourcing.Projections;
using CqrsPrototype.EventSourcing.Signals;
using CqrsPrototype.EventSourcing.Streams;
using CqrsPrototype.Tests.EventSourcing.Projections;
using CqrsPrototype.Tests.Support;
using CqrsPrototype.Users.Domain;
using CqrsPrototype.Users.Projections;
using Microsoft.Extensions.Logging.Abstractions;

namespace CqrsPrototype.Tests.EventSourcing.Hosting;

/// <summary>What an earlier process has left on the list is tried when the next one starts.</summary>
public sealed class StuckRetryTests
{
    private readonly InMemoryEventStore _events = new(new EventSourcingSignals());
    private readonly InMemoryViewStore _views = new();
    private readonly InMemoryStuckStreams _stuck = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Streams_go_on_whose_cause_is_gone_however_many_there_are()
    {
        await LeaveStuckAsync(250, "bad@x");

        await StartAsync(new SpoiltProjection());

        (await _stuck.CountAsync(UserProjection.View, Cancel)).Should().Be(0);
        (await _views.ListAsync(UserProjection.View, new ViewQuery(1000), Cancel)).Should().HaveCount(250);
    }

    [Fact]
    public async Task Streams_whose_cause_is_still_there_stay_and_the_attempt_counts()
    {
        await LeaveStuckAsync(2, "bad@x");
        await LeaveStuckAsync(3, "good@x");

        await StartAsync(new SpoiltProjection { Spoilt = Spoilt.Apply });

        (await _stuck.ListAsync(UserProjection.View, null, 10, Cancel)).Select(entry => entry.Attempts).Should().Equal(2, 2);
    }

    private async Task LeaveStuckAsync(int streams, string email)
    {
        for (var i = 0; i < streams; i++)
        {
            var commit = new Commit(
                Guid.CreateVersion7(), Some.Stream("user"), StreamVersion.None, Some.Time,
                [UserAggregate.Events.Serialize(new UserCreated(email, "Ada"), Guid.CreateVersion7())]);
            await _events.AppendAsync(commit, Cancel);
            await _stuck.ReportAsync(
                new StuckStream(UserProjection.View, commit.Stream, commit.First, "user.created", "It went wrong.", Some.Time, 1), Cancel);
        }
    }

    private Task StartAsync(SpoiltProjection projection)
    {
        var updater = new ViewUpdater<UserView, UserEvent>(
            projection, _events, _views, _stuck, new EventSourcingSignals(), TimeProvider.System, NullLogger<ViewUpdater<UserView, UserEvent>>.Instance);
        return new StuckRetry(updater, _stuck, TimeProvider.System, NullLogger<StuckRetry>.Instance).RunAsync(Cancel);
    }
}
