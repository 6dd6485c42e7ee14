using CqrsPrototype.EventSourcing.InMemory;
using CqrsPrototype.EventSourcing.Projections;
using CqrsPrototype.EventSourcing.Signals;
using CqrsPrototype.EventSourcing.Streams;
using CqrsPrototype.Tests.Support;
using CqrsPrototype.Users.Domain;
using CqrsPrototype.Users.Projections;
using Microsoft.Extensions.Logging.Abstractions;

namespace CqrsPrototype.Tests.EventSourcing.Projections;

/// <summary>A projection that throws, wherever it throws, stops its own stream and no other.</summary>
public sealed class ViewUpdaterFailureTests
{
    private static readonly StreamId Good = Some.Stream("user");
    private static readonly StreamId Bad = Some.Stream("user");

    private readonly InMemoryEventStore _events = new(new EventSourcingSignals());
    private readonly InMemoryViewStore _views = new();
    private readonly InMemoryStuckStreams _stuck = new();
    private readonly SpoiltProjection _projection = new();
    private readonly ViewUpdater<UserView, UserEvent> _updater;

    public ViewUpdaterFailureTests() => _updater = new(
        _projection, _events, _views, _stuck, new EventSourcingSignals(), TimeProvider.System, NullLogger<ViewUpdater<UserView, UserEvent>>.Instance);

    public static TheoryData<Spoilt> Places => [.. Enum.GetValues<Spoilt>().Except([Spoilt.Nothing])];

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [MemberData(nameof(Places))]
    public async Task The_other_streams_of_the_batch_go_on_and_the_stuck_one_is_listed(Spoilt place)
    {
        _projection.Spoilt = place;

        await UpdateAsync(await CreateAsync(Bad, "bad@x"), await CreateAsync(Good, "good@x"));

        (await VersionAsync(Good)).Should().Be(1);
        (await VersionAsync(Bad)).Should().Be(0);
        (await _stuck.ListAsync(_projection.Name, null, 10, Cancel)).Should().ContainSingle().Which
            .Should().Match<StuckStream>(s => s.Stream == Bad && s.Version.Value == 1 && s.EventType == "user.created");
    }

    [Theory]
    [MemberData(nameof(Places))]
    public async Task Retry_goes_on_where_it_stopped_once_the_cause_is_gone(Spoilt place)
    {
        _projection.Spoilt = place;
        await UpdateAsync(await CreateAsync(Bad, "bad@x"));
        (await _updater.RetryAsync(Bad, Cancel)).Should().BeFalse();

        _projection.Spoilt = Spoilt.Nothing;

        (await _updater.RetryAsync(Bad, Cancel)).Should().BeTrue();
        (await VersionAsync(Bad)).Should().Be(1);
        (await _stuck.ListAsync(_projection.Name, null, 10, Cancel)).Should().BeEmpty();
    }

    [Fact]
    public async Task Events_that_are_in_the_view_already_do_not_take_a_stuck_stream_off_the_list()
    {
        var created = await CreateAsync(Bad, "bad@x");
        await UpdateAsync(created);
        _projection.Spoilt = Spoilt.Apply;
        await UpdateAsync(await AppendAsync(Bad, 1, new UserUpdated("bad@x", "Grace")));

        await UpdateAsync(created);

        (await _stuck.CountAsync(_projection.Name, Cancel)).Should().Be(1);
    }

    [Fact]
    public async Task A_view_that_somebody_has_damaged_stops_its_own_stream_and_goes_on_in_order_once_it_is_put_right()
    {
        await UpdateAsync(await CreateAsync(Bad, "bad@x"));
        var view = (await _views.FindAsync(_projection.Name, Bad, Cancel))!;
        await PutAsync(view with { Body = "{"u8.ToArray() });

        await UpdateAsync(await AppendAsync(Bad, 1, new UserUpdated("bad@x", "Grace")), await CreateAsync(Good, "good@x"));
        await UpdateAsync(await AppendAsync(Bad, 2, new UserUpdated("bad@x", "Barbara")));
        (await VersionAsync(Good)).Should().Be(1);
        (await _stuck.ListAsync(_projection.Name, null, 10, Cancel)).Should().ContainSingle().Which.Stream.Should().Be(Bad);

        await PutAsync(view);
        (await _updater.RetryAsync(Bad, Cancel)).Should().BeTrue();
        (await VersionAsync(Bad)).Should().Be(3);
        (await _stuck.CountAsync(_projection.Name, Cancel)).Should().Be(0);
    }

    private async Task PutAsync(StoredView view) =>
        (await _views.SaveAsync(_projection.Name, [new ViewWrite(view, view.Version)], Cancel)).Should().BeTrue();

    private Task<Commit> CreateAsync(StreamId stream, string email) => AppendAsync(stream, 0, new UserCreated(email, "Ada"));

    private async Task<Commit> AppendAsync(StreamId stream, long previous, UserEvent @event)
    {
        var commit = new Commit(
            Guid.CreateVersion7(), stream, new StreamVersion(previous), Some.Time, [UserAggregate.Events.Serialize(@event, Guid.CreateVersion7())]);
        (await _events.AppendAsync(commit, Cancel)).Should().Be(AppendResult.Appended);
        return commit;
    }

    private ValueTask UpdateAsync(params Commit[] commits) => _updater.UpdateAsync(commits.SelectMany(c => c.Recorded()), Cancel);

    private async Task<long> VersionAsync(StreamId stream) => (await _views.FindAsync(_projection.Name, stream, Cancel))?.Version.Value ?? 0;
}
