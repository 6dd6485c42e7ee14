using CqrsPrototype.EventSourcing.InMemory;
using CqrsPrototype.EventSourcing.Log;
using CqrsPrototype.EventSourcing.Signals;
using CqrsPrototype.EventSourcing.Streams;
using CqrsPrototype.EventSourcing.Subscriptions;
using CqrsPrototype.Tests.Simulation.Scheduling;
using CqrsPrototype.Tests.Support;
using Microsoft.Extensions.Logging;

namespace CqrsPrototype.Tests.EventSourcing.Subscriptions;

public sealed class LogSubscriptionTests : IDisposable
{
    private readonly InMemoryEventStore _store = new(new EventSourcingSignals());
    private readonly InMemoryCheckpointStore _checkpoints = new();
    private readonly ErrorLog _log = new();
    private readonly Collector _handled = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public void Dispose() => _log.Dispose();

    [Fact]
    public void A_log_that_is_short_for_a_moment_since_a_crash_took_a_seal_is_no_alarm() => SimulatedScheduler.Run(async time =>
    {
        await _checkpoints.AdvanceAsync("test", new GlobalPosition(2), Cancel);
        await _store.AppendAsync(Some.Commit(Some.Stream()), Cancel);
        _ = Subscription(time).RunAsync(Cancel);
        await Task.Delay(TimeSpan.FromSeconds(2), time, Cancel);

        await _store.AppendAsync(Some.Commit(Some.Stream()), Cancel);
        await _store.AppendAsync(Some.Commit(Some.Stream()), Cancel);
        await Task.Delay(TimeSpan.FromSeconds(10), time, Cancel);

        _handled.Positions.Should().Equal(2);
        _log.Errors.Should().BeEmpty();
    });

    [Fact]
    public void A_log_that_is_short_for_a_moment_is_no_alarm_either_where_checkpoints_have_not_answered_before() => SimulatedScheduler.Run(async time =>
    {
        await _checkpoints.AdvanceAsync("test", new GlobalPosition(1), Cancel);
        var outages = 10;
        _ = Subscription(time, new Checkpoints(_checkpoints, () => outages-- > 0)).RunAsync(Cancel);
        while (outages >= 0)
        {
            await Task.Delay(TimeSpan.FromSeconds(1), time, Cancel);
        }

        await _store.AppendAsync(Some.Commit(Some.Stream()), Cancel);
        await _store.AppendAsync(Some.Commit(Some.Stream()), Cancel);
        await Task.Delay(TimeSpan.FromSeconds(10), time, Cancel);

        _handled.Positions.Should().Equal(1);
        _log.Errors.Should().BeEmpty();
    });

    [Fact]
    public void A_log_that_stays_shorter_than_a_checkpoint_is_an_alarm_and_nothing_is_handled() => SimulatedScheduler.Run(async time =>
    {
        await _checkpoints.AdvanceAsync("test", new GlobalPosition(2), Cancel);
        await _store.AppendAsync(Some.Commit(Some.Stream()), Cancel);
        _ = Subscription(time).RunAsync(Cancel);

        await Task.Delay(TimeSpan.FromSeconds(15), time, Cancel);

        _log.Errors.Should().NotBeEmpty().And.AllSatisfy(error => error.Should().Contain(nameof(CheckpointAheadException)));
        _handled.Positions.Should().BeEmpty();
    });

    private LogSubscription Subscription(TimeProvider time, ICheckpointStore? checkpoints = null)
    {
        using var loggers = new LoggerFactory([_log]);
        return new("test", _store, checkpoints ?? _checkpoints, _handled, new Signal(), new LogSubscriptionOptions(), time, loggers.CreateLogger<LogSubscription>());
    }

    private sealed class Checkpoints(ICheckpointStore sound, Func<bool> isAway) : ICheckpointStore
    {
        public ValueTask<GlobalPosition> ReadAsync(string subscription, CancellationToken cancellationToken) =>
            isAway() ? throw new EventStoreUnavailableException("The checkpoints do not answer.") : sound.ReadAsync(subscription, cancellationToken);

        public ValueTask AdvanceAsync(string subscription, GlobalPosition position, CancellationToken cancellationToken) =>
            sound.AdvanceAsync(subscription, position, cancellationToken);
    }

    private sealed class Collector : ILogHandler
    {
        public List<long> Positions { get; } = [];

        public ValueTask HandleAsync(LogSlice slice, CancellationToken cancellationToken)
        {
            Positions.AddRange(slice.Commits.Select(c => c.Position!.Value.Value));
            return ValueTask.CompletedTask;
        }
    }
}
