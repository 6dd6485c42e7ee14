using System.Runtime.CompilerServices;
using CqrsPrototype.EventSourcing.Projections;
using CqrsPrototype.EventSourcing.Signals;
using CqrsPrototype.EventSourcing.Streams;
using CqrsPrototype.Tests.SecondAggregate;
using CqrsPrototype.Tests.Simulation.Clients;
using CqrsPrototype.Tests.Simulation.Faults;
using CqrsPrototype.Tests.Simulation.Mutations;
using CqrsPrototype.Tests.Simulation.Processes;
using CqrsPrototype.Tests.Simulation.Rules;
using CqrsPrototype.Tests.Simulation.Scheduling;
using CqrsPrototype.Tests.Simulation.Storage;

namespace CqrsPrototype.Tests.Simulation;

/// <summary>Processes on stores and a broker that outlive them, in virtual time, and the rules that watch them.</summary>
internal sealed class World
{
    private readonly TaskCompletionSource _broken = new();

    public World(Random chance, Deployment deployment, IFaults faults, Mutation mutation)
    {
        (Chance, Faults, Mutation) = (chance, faults, mutation);
        Scheduler = new SimulatedScheduler(chance);
        Time = new SimulatedTime(Scheduler);
        History = new History(Scheduler);
        var signals = new EventSourcingSignals();
        State = new DurableState(deployment, signals, Time, mutation, chance.OneIn(2));
        Views = mutation.Views(State.Views);
        Rules = new RuleBook(this);
        Processes = new Fleet(this, chance.OneIn(2) ? signals : null);
        LeasesAreLoose = chance.OneIn(2);
    }

    public Random Chance { get; }

    public IFaults Faults { get; }

    public Mutation Mutation { get; }

    public SimulatedScheduler Scheduler { get; }

    public SimulatedTime Time { get; }

    public History History { get; }

    public DurableState State { get; }

    public IViewStore Views { get; }

    public RuleBook Rules { get; }

    /// <summary>The accounts that there are.</summary>
    public static IReadOnlyList<StreamId> Streams { get; } = [.. "abc".Select(name => StreamId.Of(Accounts.Category, name.ToString()))];

    /// <summary>Whether everybody gets every lease, as if each were always late to see the others.</summary>
    public bool LeasesAreLoose { get; set; }

    /// <summary>What clients have asked.</summary>
    public List<Call> Calls { get; } = [];

    /// <summary>The ids of events that are in messages only.</summary>
    public HashSet<Guid> Forged { get; } = [];

    public Fleet Processes { get; }

    /// <summary>Whether processes that start now have the mended projection.</summary>
    public bool IsMended { get; set; }

    /// <summary>Whether the server has been killed; it is once at most.</summary>
    public bool HasCrashed { get; private set; }

    /// <summary>How many effects are still on their way.</summary>
    public int UnderWay { get; private set; }

    /// <summary>Runs a course of events until it is done or a rule is broken.</summary>
    public void Run(Func<Task> course) => Scheduler.Run(async () => await await Task.WhenAny(course(), _broken.Task));

    /// <summary>Notes that a rule does not hold; the first one ends the run.</summary>
    public void Break(Violation violation)
    {
        History.Note("rules", "BROKEN", violation);
        _broken.TrySetException(violation);
    }

    /// <summary>Watches what nobody awaits: whatever it throws is a rule broken.</summary>
    public async void Watch(string what, Task task)
    {
        try
        {
            await task;
        }
        catch (Exception exception)
        {
            Break(exception as Violation ?? new Violation("Nothing fails unexpectedly", $"{what}: {exception.Message}", exception));
        }
    }

    /// <summary>Breaks a rule unless it holds.</summary>
    public void Require(bool holds, string rule, [InterpolatedStringHandlerArgument(nameof(holds))] Explanation what)
    {
        if (!holds)
        {
            var violation = new Violation(rule, what.ToString());
            Break(violation);
            throw violation;
        }
    }

    /// <summary>The server is killed, and loses what is not durable. The protocol bears that once in the life of a command and a pass.</summary>
    public void CrashServer()
    {
        if (!HasCrashed && State.Slots is { } slots)
        {
            HasCrashed = true;
            History.Note("server", "is killed and loses what is not durable");
            slots.Crash();
            Rules.Folds.Forget();
            if (Chance.OneIn(2))
            {
                // A whole machine has lost its power.
                Processes.CrashAll();
            }
        }
    }

    /// <summary>The broker delivers again, in a while, what was not acknowledged.</summary>
    public void RedeliverLater() => After(Chance.Milliseconds(0, 1000), State.Queue.Redeliver);

    /// <summary>Lets a write happen that nobody waits for any more.</summary>
    public void Later(Action write) => After(Faults.Lateness(), () =>
    {
        History.Note("late", "arrives");
        write();
    });

    /// <summary>Waits in virtual time; no time at all does not even yield.</summary>
    public Task DelayAsync(TimeSpan delay) => Task.Delay(delay, Time);

    /// <summary>Lets something happen in a while.</summary>
    public void After(TimeSpan delay, Action act)
    {
        UnderWay++;
        Time.CreateTimer(
            _ =>
            {
                UnderWay--;
                act();
            },
            null,
            delay,
            Timeout.InfiniteTimeSpan);
    }
}
