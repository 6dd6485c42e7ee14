using System.Diagnostics.CodeAnalysis;
using CqrsPrototype.EventSourcing.Deciding;
using CqrsPrototype.EventSourcing.Hosting;
using CqrsPrototype.EventSourcing.Log.Sequencing;
using CqrsPrototype.EventSourcing.Messaging;
using CqrsPrototype.EventSourcing.Projections;
using CqrsPrototype.EventSourcing.Signals;
using CqrsPrototype.EventSourcing.Subscriptions;
using CqrsPrototype.Tests.EventSourcing.Sequencing;
using CqrsPrototype.Tests.SecondAggregate;
using CqrsPrototype.Tests.Simulation.Faults;
using CqrsPrototype.Tests.Simulation.Ports;
using CqrsPrototype.Tests.Simulation.Scheduling;

namespace CqrsPrototype.Tests.Simulation.Processes;

/// <summary>One life of a process: the product's own classes, put together as a host does, on lines to what outlives it.</summary>
[SuppressMessage("Design", "CA1001", Justification = "It lives as long as its world, dead or alive.")]
internal sealed class SimulatedProcess
{
    private static readonly TimeSpan RepairDelay = TimeSpan.FromSeconds(5);

    private readonly World _world;
    private readonly CancellationTokenSource _death = new();
    private readonly TaskCompletionSource _never = new();
    private readonly SimulatedTime _time;
    private readonly Random _random;
    private readonly EventSourcingSignals _signals;
    private readonly RemoteEventLog _log;
    private readonly RemoteCheckpointStore _checkpoints;
    private readonly RemoteLeases _leases;
    private readonly Dictionary<string, Func<CancellationToken, Task>> _loops = [];

    public SimulatedProcess(World world, string name, EventSourcingSignals signals)
    {
        (_world, Name, _signals, _random) = (world, name, signals, new Random(world.Chance.Next()));
        _time = new SimulatedTime(world.Scheduler, world.Chance.Milliseconds(-60_000, 60_000));
        var line = new Line(world, this);
        (_log, _checkpoints, _leases) = (new RemoteEventLog(world, line), new RemoteCheckpointStore(world, line), new RemoteLeases(world, line));
        var (events, views) = (new RemoteEventStore(world, line), new RemoteViewStore(world, world.Views, line));
        var stuck = new RemoteStuckStreams(world, line);
        Handler = new(Accounts.Aggregate, events, new CommandOptions { Timeout = TimeSpan.FromSeconds(world.Chance.Pick([1, 10])) }, _time, _random);
        Updater = new ViewUpdater<AccountView, AccountEvent>(
            new FallibleProjection(world.IsMended), events, views, stuck, signals, _time,
            Logger<ViewUpdater<AccountView, AccountEvent>>(), _random);
        _loops.Add("retry", new StuckRetry(Updater, stuck, _time, Logger<StuckRetry>(), _random).RunAsync);
        if (world.State.Slots is { } slots)
        {
            AddServices(views, line, slots);
        }
        else
        {
            AddLogFeed(views);
        }
    }

    public string Name { get; }

    public CommandHandler<AccountCommand, AccountEvent, AccountState, AccountRefusal> Handler { get; }

    public IViewUpdater Updater { get; }

    /// <summary>Cancelled when the process dies.</summary>
    public CancellationToken Death => _death.Token;

    /// <summary>Done while the process lives, and never once it is dead: nothing of it goes on.</summary>
    public Task Living => _death.IsCancellationRequested ? _never.Task : Task.CompletedTask;

    public void Start()
    {
        _world.History.Note(Name, "starts");
        foreach (var (loop, run) in _loops)
        {
            _world.Watch($"the {loop} of {Name}", run(CancellationToken.None));
        }
    }

    /// <summary>Ends at once; what it has sent may still arrive.</summary>
    public void Crash()
    {
        if (!_death.IsCancellationRequested)
        {
            _world.History.Note(Name, "dies");
            _time.IsDead = true;
            _death.Cancel();
            _world.Processes.Died(this);
        }
    }

    // As AddLogFeeds does it.
    private void AddLogFeed(RemoteViewStore views)
    {
        _loops.Add("feed", Subscription(Updater.Name.ToString(), SliceFollower(new ProjectionLogHandler(Updater))).RunAsync);
        var check = new ViewCheck(_log, Repair(views, TimeSpan.Zero), _time, Logger<ViewCheck>(), _random);
        _loops.Add("check", check.RunAsync);
    }

    // As AddRelay, AddQueueFeeds and a store with a sequencer do it.
    private void AddServices(RemoteViewStore views, Line line, SequencedStore slots)
    {
        var sequencer = new Sequencer(_world.Mutation.Steps(new SequencerSteps(slots, line)));
        _loops.Add("sequencer", new SequencerService(sequencer, _leases, _signals, _time, Logger<SequencerService>(), random: _random).RunAsync);

        var relay = _world.Mutation.Relay(new Relay(new RemotePublisher(_world, line)));
        _loops.Add("relay", token => Leased(Relay.Name, () => Subscription(Relay.Name, SliceFollower(relay)), token));

        var consumer = _world.Mutation.Consumer(new RemoteConsumer(_world, this, line));
        _loops.Add("projection", new QueueProjection(consumer, Updater, _time, Logger<QueueProjection>(), _random).RunAsync);
        _loops.Add("repair", token => Leased(Updater.Name.ToString(), () => Subscription(Updater.Name.ToString(), Repair(views, RepairDelay)), token));
    }

    private Task Leased(string name, Func<LogSubscription> subscribe, CancellationToken cancellationToken) =>
        new Lease(name, _leases, _time).RunAsync(token => subscribe().RunAsync(token), cancellationToken);

    private LogSubscription Subscription(string name, ILogFollower follower) =>
        new(name, _log, _checkpoints, follower, _signals.LogGrown, new LogSubscriptionOptions(), _time, Logger<LogSubscription>(), _random);

    private SliceFollower SliceFollower(ILogHandler handler) => new(_log, handler, _world.Chance.Pick([1, 5, 10_000]));

    private ViewRepair Repair(RemoteViewStore views, TimeSpan delay) => new(_log, views, Updater, delay, _time, Logger<ViewRepair>());

    private StrictLogger<T> Logger<T>() => new(_world, Name);

    private sealed class SequencerSteps(SequencedStore store, Line line) : ISequencerStore
    {
        public ISequencerPass Begin() => new FaultyPass(store, line);
    }
}
