using CqrsPrototype.EventSourcing.InMemory;
using CqrsPrototype.EventSourcing.Projections;
using CqrsPrototype.EventSourcing.Signals;
using CqrsPrototype.EventSourcing.Streams;
using CqrsPrototype.Tests.EventSourcing.Projections;
using CqrsPrototype.Tests.Support;
using CqrsPrototype.Users.Domain;
using CqrsPrototype.Users.Projections;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace CqrsPrototype.Tests.Telemetry;

public sealed class ProjectionMetricTests : IDisposable
{
    private readonly FakeTimeProvider _time = new(Some.Time);
    private readonly InMemoryEventStore _events = new(new EventSourcingSignals());

    // A generation of its own tells this test's measurements from those of others.
    private readonly SpoiltProjection _projection = new() { Generation = Random.Shared.Next(1000, int.MaxValue), Spoilt = Spoilt.Apply };
    private readonly Measurements _measured = new();
    private readonly ViewUpdater<UserView, UserEvent> _updater;

    public ProjectionMetricTests() => _updater = new(
        _projection, _events, new InMemoryViewStore(), new InMemoryStuckStreams(), new EventSourcingSignals(), _time,
        NullLogger<ViewUpdater<UserView, UserEvent>>.Instance);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public void Dispose() => _measured.Dispose();

    [Fact]
    public async Task Events_are_counted_by_what_became_of_them_and_timed_from_their_decision()
    {
        var (good, bad) = (await CreateAsync("good@x"), await CreateAsync("bad@x"));
        _time.Advance(TimeSpan.FromSeconds(3));

        await _updater.UpdateAsync([good, bad], Cancel);
        await _updater.UpdateAsync([good], Cancel);

        Events("applied").Should().Equal(1);
        Events("stuck").Should().Equal(1);
        Events("duplicate").Should().Equal(1);
        Of("cqrs.projection.delay").Should().Equal(3);
        Of("cqrs.projection.batch.size").Should().Equal(2, 1);
        Of("cqrs.projection.duration").Should().HaveCount(2).And.OnlyContain(seconds => seconds > 0);

        IReadOnlyList<double> Events(string outcome) => Of("cqrs.projection.events", ("cqrs.projection.outcome", outcome));
    }

    [Fact]
    public async Task A_gap_that_is_closed_from_the_stream_is_counted()
    {
        var created = await CreateAsync("good@x");
        var updated = await AppendAsync(created.Stream, 1, new UserUpdated("good@x", "Ada King"));

        await _updater.UpdateAsync([updated], Cancel);

        Of("cqrs.projection.gaps").Should().Equal(1);
        Of("cqrs.projection.conflicts").Should().Equal(0);
    }

    private IReadOnlyList<double> Of(string instrument, params (string Name, object Value)[] attributes) =>
        _measured.Of(instrument, [("cqrs.projection.name", "users"), ("cqrs.projection.generation", _projection.Generation), .. attributes]);

    private Task<RecordedEvent> CreateAsync(string email) => AppendAsync(Some.Stream("user"), 0, new UserCreated(email, "Ada"));

    private async Task<RecordedEvent> AppendAsync(StreamId stream, long previous, UserEvent happened)
    {
        var commit = new Commit(
            Guid.CreateVersion7(), stream, new StreamVersion(previous), _time.GetUtcNow(), [UserAggregate.Events.Serialize(happened, Guid.CreateVersion7())]);
        (await _events.AppendAsync(commit, Cancel)).Should().Be(AppendResult.Appended);
        return commit.Record(0);
    }
}
