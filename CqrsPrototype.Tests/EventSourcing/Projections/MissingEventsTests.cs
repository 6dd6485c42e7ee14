using CqrsPrototype.EventSourcing.InMemory;
using CqrsPrototype.EventSourcing.Projections;
using CqrsPrototype.EventSourcing.Signals;
using CqrsPrototype.EventSourcing.Streams;
using CqrsPrototype.Tests.Support;
using CqrsPrototype.Users.Domain;
using CqrsPrototype.Users.Projections;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace CqrsPrototype.Tests.EventSourcing.Projections;

/// <summary>A message that tells of an event while those before it are not in the store: it may be early, it may be a ghost.</summary>
public sealed class MissingEventsTests : IAsyncLifetime
{
    private static readonly TimeSpan Step = TimeSpan.FromMilliseconds(50);

    private readonly CancellationTokenSource _end = new();
    private readonly FakeTimeProvider _time = new();
    private readonly InMemoryEventStore _events = new(new EventSourcingSignals());
    private readonly InMemoryViewStore _views = new();
    private readonly InMemoryStuckStreams _stuck = new();
    private readonly InMemoryQueue _queue;
    private readonly ViewUpdater<UserView, UserEvent> _updater;
    private readonly long _start;
    private Task _running = Task.CompletedTask;

    public MissingEventsTests()
    {
        _queue = new InMemoryQueue(_time);
        _updater = new(
            new UserProjection(), _events, _views, _stuck, new EventSourcingSignals(), _time, NullLogger<ViewUpdater<UserView, UserEvent>>.Instance);
        _start = _time.GetTimestamp();
    }

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public ValueTask InitializeAsync() => default;

    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        await _running.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _end.Dispose();
    }

    [Fact]
    public async Task A_ghost_stops_its_own_stream_after_some_seconds_and_the_others_of_its_batch_do_not_even_wait()
    {
        var (ghost, good, later) = (Told(Some.Stream("user"), 3), await CreateAsync("good@x"), await CreateAsync("later@x"));
        await PublishAsync(ghost, good);
        Start();

        await Eventually.Until("the other stream of the batch has its view", async () => await VersionAsync(good.Stream) == 1);
        Waited.Should().BeLessThan(TimeSpan.FromSeconds(1));
        await PublishAsync(later);
        await UntilAsync("the next batch is projected", async () => await VersionAsync(later.Stream) == 1);

        Waited.Should().BeGreaterThan(TimeSpan.FromSeconds(4)).And.BeLessThan(TimeSpan.FromSeconds(8));
        var stuck = (await StuckAsync()).Should().ContainSingle().Subject;
        (stuck.Stream, stuck.Version.Value, stuck.EventType).Should().Be((ghost.Stream, 1, "user.updated"));
        stuck.Error.Should().Contain("no version 1").And.Contain("version 3 was delivered");
    }

    [Fact]
    public async Task More_ghosts_on_a_stream_that_is_known_to_be_stuck_do_not_wait_again()
    {
        var stream = Some.Stream("user");
        await PublishAsync(Told(stream, 3));
        Start();
        await UntilAsync("the stream is stuck", async () => (await StuckAsync()).Count == 1);
        var before = Waited;

        var good = await CreateAsync("good@x");
        await PublishAsync(Told(stream, 4));
        await Eventually.Until("the stream was tried again", async () => (await StuckAsync())[0].Attempts == 2);
        await PublishAsync(good);
        await Eventually.Until("the next batch is projected", async () => await VersionAsync(good.Stream) == 1);

        Waited.Should().Be(before);
    }

    [Fact]
    public async Task A_message_that_is_early_is_projected_when_the_store_shows_what_is_before_it()
    {
        var stream = Some.Stream("user");
        await PublishAsync(Told(stream, 2));
        Start();
        await UntilAsync("a second is over", () => new(Waited > TimeSpan.FromSeconds(1)));

        await AppendAsync(stream, 0, new UserCreated("ada@x", "Ada"));
        await UntilAsync("the view is there", async () => await VersionAsync(stream) == 2);

        (await StuckAsync()).Should().BeEmpty();
    }

    [Fact]
    public async Task A_stream_that_got_stuck_before_its_events_came_goes_on_with_the_next_message_and_is_off_the_list()
    {
        var stream = Some.Stream("user");
        await PublishAsync(Told(stream, 2));
        Start();
        await UntilAsync("the stream is stuck", async () => (await StuckAsync()).Count == 1);

        await PublishAsync(await AppendAsync(stream, 0, new UserCreated("ada@x", "Ada")));

        await Eventually.Until("the stream is off the list", async () => (await StuckAsync()).Count == 0);
        (await VersionAsync(stream)).Should().Be(1);
    }

    [Fact]
    public async Task A_ghost_brings_nothing_into_a_view_that_nobody_else_has_told_of()
    {
        var created = await CreateAsync("ada@x");
        await AppendAsync(created.Stream, 1, new UserUpdated("ada@x", "Visible, but perhaps not durable"));
        await PublishAsync(created, Told(created.Stream, 1000));
        Start();

        await UntilAsync("the stream is stuck", async () => (await StuckAsync()).Count == 1);

        (await VersionAsync(created.Stream)).Should().Be(1);
        (await StuckAsync())[0].Version.Value.Should().Be(2);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Retry_takes_a_ghost_off_the_list_since_its_view_is_all_that_there_is(bool hasEvents)
    {
        var stream = hasEvents ? (await CreateAsync("ada@x")).Stream : Some.Stream("user");
        await PublishAsync(Told(stream, 1000));
        Start();
        await UntilAsync("the stream is stuck", async () => (await StuckAsync()).Count == 1);

        (await _updater.RetryAsync(stream, Cancel)).Should().BeTrue();

        (await StuckAsync()).Should().BeEmpty();
        (await VersionAsync(stream)).Should().Be(hasEvents ? 1 : 0);
    }

    private TimeSpan Waited => _time.GetElapsedTime(_start);

    private void Start() => _running = new QueueProjection(_queue, _updater, _time, NullLogger<QueueProjection>.Instance).RunAsync(_end.Token);

    private Task UntilAsync(string condition, Func<ValueTask<bool>> holds) => Eventually.Until(condition, async () =>
    {
        if (await holds())
        {
            return true;
        }

        _time.Advance(Step);
        return false;
    });

    private ValueTask PublishAsync(params RecordedEvent[] events) => _queue.PublishAsync(events, Cancel);

    private static RecordedEvent Told(StreamId stream, long version) => new(
        stream, new StreamVersion(version), UserAggregate.Events.Serialize(new UserUpdated("ada@x", "Grace"), Guid.CreateVersion7()), Some.Time, new EventMetadata(null, null, null), null);

    private Task<RecordedEvent> CreateAsync(string email) => AppendAsync(Some.Stream("user"), 0, new UserCreated(email, "Ada"));

    private async Task<RecordedEvent> AppendAsync(StreamId stream, long previous, UserEvent @event)
    {
        var commit = new Commit(
            Guid.CreateVersion7(), stream, new StreamVersion(previous), Some.Time, [UserAggregate.Events.Serialize(@event, Guid.CreateVersion7())]);
        (await _events.AppendAsync(commit, Cancel)).Should().Be(AppendResult.Appended);
        return commit.Recorded().Single();
    }

    private ValueTask<IReadOnlyList<StuckStream>> StuckAsync() => _stuck.ListAsync(UserProjection.View, null, 10, Cancel);

    private async Task<long> VersionAsync(StreamId stream) => (await _views.FindAsync(UserProjection.View, stream, Cancel))?.Version.Value ?? 0;
}
