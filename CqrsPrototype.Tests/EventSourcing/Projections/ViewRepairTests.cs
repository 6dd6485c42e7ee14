using CqrsPrototype.EventSourcing.InMemory;
using CqrsPrototype.EventSourcing.Log;
using CqrsPrototype.EventSourcing.Projections;
using CqrsPrototype.EventSourcing.Signals;
using CqrsPrototype.EventSourcing.Streams;
using CqrsPrototype.Tests.Support;
using CqrsPrototype.Users.Domain;
using CqrsPrototype.Users.Projections;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace CqrsPrototype.Tests.EventSourcing.Projections;

/// <summary>Whatever the queue loses, the log makes good.</summary>
public sealed class ViewRepairTests
{
    private static readonly TimeSpan Delay = TimeSpan.FromSeconds(5);

    private readonly FakeTimeProvider _time = new();
    private readonly InMemoryEventStore _events = new(new EventSourcingSignals());
    private readonly InMemoryViewStore _views = new();
    private readonly ViewUpdater<UserView, UserEvent> _updater;
    private readonly ViewRepair _repair;

    public ViewRepairTests()
    {
        _updater = new(
            new UserProjection(), _events, _views, new InMemoryStuckStreams(), new EventSourcingSignals(), _time,
            NullLogger<ViewUpdater<UserView, UserEvent>>.Instance);
        _repair = new(_events, _views, _updater, Delay, _time, NullLogger<ViewRepair>.Instance);
    }

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task An_event_that_the_queue_did_not_bring_is_projected_when_it_has_been_known_for_five_seconds()
    {
        var stream = await CreateAsync();

        (await FollowAsync()).Should().Be(0);
        (await VersionAsync(stream)).Should().Be(0);

        _time.Advance(Delay);

        (await FollowAsync()).Should().Be(1);
        (await VersionAsync(stream)).Should().Be(1);
    }

    [Fact]
    public async Task A_view_that_is_up_to_date_is_not_written()
    {
        var stream = await CreateAsync();
        await _updater.RetryAsync(stream, Cancel);
        var before = await _views.FindAsync(UserProjection.View, stream, Cancel);

        await FollowAsync();
        _time.Advance(Delay);
        await FollowAsync();

        (await _views.FindAsync(UserProjection.View, stream, Cancel)).Should().BeSameAs(before);
    }

    [Fact]
    public async Task A_backlog_is_worked_off_from_the_log_and_what_is_young_is_left_to_the_queue()
    {
        var old = new List<StreamId>();
        for (var i = 0; i < 2500; i++)
        {
            old.Add(await CreateAsync());
        }

        await FollowAsync();
        _time.Advance(Delay);
        var young = await CreateAsync();

        (await FollowAsync()).Should().Be(2500);
        foreach (var stream in old)
        {
            (await VersionAsync(stream)).Should().Be(1);
        }

        (await VersionAsync(young)).Should().Be(0);
    }

    [Fact]
    public async Task Streams_of_another_category_are_passed_over()
    {
        await _events.AppendAsync(Some.Commit(Some.Stream("thing")), Cancel);

        await FollowAsync();
        _time.Advance(Delay);

        (await FollowAsync()).Should().Be(1);
    }

    private async Task<long> FollowAsync() => (await _repair.FollowAsync(GlobalPosition.Start, Cancel)).Value;

    private async Task<long> VersionAsync(StreamId stream) => (await _views.FindAsync(UserProjection.View, stream, Cancel))?.Version.Value ?? 0;

    [Fact]
    public async Task A_log_that_has_become_shorter_is_waited_for()
    {
        await CreateAsync();
        var log = new ShortenedLog(_events);
        var repair = new ViewRepair(log, _views, _updater, TimeSpan.Zero, _time, NullLogger<ViewRepair>.Instance);

        (await repair.FollowAsync(GlobalPosition.Start, Cancel).AsTask().WaitAsync(TimeSpan.FromSeconds(30), Cancel)).Should().Be(GlobalPosition.Start);

        log.IsShort = false;
        (await repair.FollowAsync(GlobalPosition.Start, Cancel)).Value.Should().Be(1);
    }

    private async Task<StreamId> CreateAsync()
    {
        var stream = Some.Stream("user");
        var created = UserAggregate.Events.Serialize(new UserCreated($"{stream.Value}@x", "Ada"), Guid.CreateVersion7());
        await _events.AppendAsync(new Commit(Guid.CreateVersion7(), stream, StreamVersion.None, Some.Time, [created]), Cancel);
        return stream;
    }

    // Its pages were there when their heads were read, and are gone with a seal that a crash took.
    private sealed class ShortenedLog(IEventLog log) : IEventLog
    {
        public bool IsShort { get; set; } = true;

        public ValueTask<GlobalPosition> GetEndAsync(CancellationToken cancellationToken) => log.GetEndAsync(cancellationToken);

        public ValueTask<LogSlice> ReadAsync(GlobalPosition from, int maxEvents, CancellationToken cancellationToken) =>
            IsShort ? new(new LogSlice([], from)) : log.ReadAsync(from, maxEvents, cancellationToken);

        public ValueTask<LogHeads> ReadHeadsAsync(GlobalPosition from, int maxEvents, CancellationToken cancellationToken) =>
            log.ReadHeadsAsync(from, maxEvents, cancellationToken);
    }
}
