using CqrsPrototype.EventSourcing.Projections;
using CqrsPrototype.EventSourcing.Signals;
using CqrsPrototype.EventSourcing.Streams;
using CqrsPrototype.Tests.Contracts;
using CqrsPrototype.Tests.Support;
using CqrsPrototype.Users.Domain;
using CqrsPrototype.Users.Projections;
using Microsoft.Extensions.Logging.Abstractions;

namespace CqrsPrototype.Tests.EventSourcing.Projections;

/// <summary>A view that somebody has damaged where it is stored stops its own stream, is told to whoever reads it, and goes on once it is right again.</summary>
internal sealed class DamagedViewScenario
{
    private static readonly ViewName View = UserProjection.View;

    private readonly IStoreFixture _stores;
    private readonly ViewUpdater<UserView, UserEvent> _updater;

    public DamagedViewScenario(IStoreFixture stores)
    {
        _stores = stores;
        _updater = new(
            new UserProjection(), stores.Events, stores.Views, stores.Stuck, new EventSourcingSignals(), TimeProvider.System,
            NullLogger<ViewUpdater<UserView, UserEvent>>.Instance);
    }

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    /// <summary>Runs it.</summary>
    /// <param name="damage">Damages the stored view of a stream.</param>
    /// <param name="reason">What is said to be wrong.</param>
    /// <param name="remove">Removes it.</param>
    public async Task RunAsync(Func<StreamId, Task> damage, string reason, Func<StreamId, Task> remove)
    {
        var (first, bad, last) = (Some.Stream("user"), Some.Stream("user"), Some.Stream("user"));
        await AppendAsync(first, 0, new UserCreated("a@x", "Ada"));
        await AppendAsync(bad, 0, new UserCreated("b@x", "Ada"));
        await AppendAsync(last, 0, new UserCreated("c@x", "Ada"));
        await damage(bad);

        await AppendAsync(bad, 1, new UserUpdated("b@x", "Grace"));
        await AppendAsync(last, 1, new UserUpdated("c@x", "Grace"));

        (await _stores.Views.LoadVersionsAsync(View, [first, last], Cancel)).Values.Select(version => version.Value).Should().BeEquivalentTo([1, 2]);
        await _stores.Views.LoadVersionsAsync(View, [bad], Cancel);
        var stuck = (await _stores.Stuck.ListAsync(View, null, 10, Cancel)).Should().ContainSingle().Subject;
        stuck.Stream.Should().Be(bad);
        stuck.Error.Should().Contain("damaged").And.Contain(reason);
        (await _stores.ViewReader.FindAsync(View, bad, Cancel))!.Damage.Should().Be(reason);
        (await _stores.ViewReader.ListAsync(View, new ViewQuery(2), Cancel)).Select(view => view.Stream).Should().Equal(first, last);
        (await _stores.ViewReader.ListAsync(View, new ViewQuery(2) { Search = "" }, Cancel)).Should().HaveCount(2);

        (await _updater.RetryAsync(bad, Cancel)).Should().BeFalse();
        await remove(bad);
        (await _updater.RetryAsync(bad, Cancel)).Should().BeTrue();
        (await _stores.ViewReader.FindAsync(View, bad, Cancel))!.Version.Value.Should().Be(2);
        (await _stores.Stuck.CountAsync(View, Cancel)).Should().Be(0);
    }

    private async Task AppendAsync(StreamId stream, long previous, UserEvent @event)
    {
        var commit = new Commit(
            Guid.CreateVersion7(), stream, new StreamVersion(previous), Some.Time, [UserAggregate.Events.Serialize(@event, Guid.CreateVersion7())]);
        (await _stores.Events.AppendAsync(commit, Cancel)).Should().Be(AppendResult.Appended);
        await _updater.UpdateAsync(commit.Recorded(), Cancel);
    }
}
