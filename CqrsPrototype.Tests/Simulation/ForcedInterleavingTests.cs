using CqrsPrototype.EventSourcing.Streams;
using CqrsPrototype.Tests.SecondAggregate;
using CqrsPrototype.Tests.Simulation.Clients;
using CqrsPrototype.Tests.Simulation.Faults;
using CqrsPrototype.Tests.Simulation.Mutations;
using CqrsPrototype.Tests.Simulation.Processes;

namespace CqrsPrototype.Tests.Simulation;

/// <summary>Interleavings 2 and 7 to 11 of the protocol, those of whole processes, each forced; all rules are watched.</summary>
public sealed class ForcedInterleavingTests
{
    private static readonly StreamId Account = World.Streams[0];
    private static readonly StreamId Sick = World.Streams[2];

    private readonly Random _chance = new(1);
    private readonly ScriptedFaults _faults;
    private readonly World _world;
    private readonly RequestSource _requests;

    public ForcedInterleavingTests()
    {
        _faults = new ScriptedFaults(_chance);
        _world = new World(_chance, Deployment.Distributed, _faults, Mutation.None) { LeasesAreLoose = true };
        _requests = new RequestSource(_world);
    }

    [Fact]
    public void A_page_whose_sequencer_is_killed_behind_its_insert_is_in_the_log_within_two_seconds_though_nothing_is_appended() => Run(processes: 2, async () =>
    {
        (_world.LeasesAreLoose, _world.Processes.ReplacesTheDead) = (false, false);
        _faults.At("insert page", Fault.After, kills: true);
        await AskAsync(new Request(Account, new AccountCommand.Open("Ada"), Key("open"), null));

        await _world.DelayAsync(TimeSpan.FromSeconds(2.1));

        _world.Rules.Log.Missing().Should().BeNull();
        await EndAsync();
    });

    [Theory]
    [InlineData(nameof(Fault.Before))]
    [InlineData(nameof(Fault.After))]
    [InlineData(nameof(Fault.Late))]
    public void An_append_whose_answer_is_lost_has_its_effect_once_though_it_was_not_stored_or_was_or_is_behind_its_repetition(string fault) => Run(processes: 2, async () =>
    {
        await AskAsync(new Request(Account, new AccountCommand.Open("Ada"), null, null));
        _faults.At("append", Enum.Parse<Fault>(fault));

        await AskAsync(new Request(Account, new AccountCommand.Deposit(5), Key("once"), null));

        await EndAsync();
        _world.Rules.Log.Known.Where(c => c.Key == Key("once")).Should().ContainSingle();
    });

    [Fact]
    public void Fifty_writers_on_one_stream_with_three_keys_in_three_processes_have_three_effects() => Run(processes: 3, async () =>
    {
        await AskAsync(new Request(Account, new AccountCommand.Open("Ada"), null, null));
        IdempotencyKey[] keys = [Key("1"), Key("2"), Key("3")];

        await Task.WhenAll(Enumerable.Range(0, 50)
            .Select(i => AskAsync(new Request(Account, new AccountCommand.Deposit(1 + (i % 3)), keys[i % 3], null))));

        await EndAsync();
        _world.Rules.Log.Known.Where(c => c.Stream == Account && keys.Contains(c.Key)).Should().HaveCount(3);
    });

    [Theory]
    [InlineData(nameof(Fault.After), "it is killed before the broker has confirmed")]
    [InlineData(nameof(Fault.Partial), "the broker takes a part, and it is killed")]
    [InlineData(nameof(Fault.Late), "the messages arrive when another has taken over")]
    public void Of_two_relays_of_which_one_is_killed_in_the_middle_all_is_published_in_order(string fault, string because) => Run(processes: 2, async () =>
    {
        _faults.At("publish", Enum.Parse<Fault>(fault), kills: true);
        _faults.At("publish", Fault.None).At("publish", Fault.Partial);

        await DepositAsync(20);

        await EndAsync();
        _world.Rules.Wire.Missing().Should().BeNull(because);
    });

    [Fact]
    public void A_checkpoint_that_is_lost_or_late_costs_only_repetitions() => Run(processes: 2, async () =>
    {
        foreach (var fault in new[] { Fault.Before, Fault.After, Fault.Late })
        {
            _faults.At("advance", fault, kills: fault == Fault.Late);
        }

        await DepositAsync(20);

        await EndAsync();
    });

    [Fact]
    public void Views_are_right_10_s_after_the_queue_was_purged_under_load() => Run(processes: 2, async () =>
    {
        var load = DepositAsync(50);
        await _world.DelayAsync(TimeSpan.FromMilliseconds(200));
        new Operator(_world).PurgeQueue();
        await load;
        new Operator(_world).PurgeQueue();

        await _world.DelayAsync(TimeSpan.FromSeconds(10));

        _world.Rules.Views.Missing().Should().BeNull();
        await EndAsync();
    });

    [Fact]
    public void From_one_projector_to_five_to_two_one_that_throws_for_a_stream_stops_only_that() => Run(processes: 1, async () =>
    {
        _world.Processes.ReplacesTheDead = false;
        await AskAsync(new Request(Sick, new AccountCommand.Open("Ada"), null, null));
        await AskAsync(new Request(Sick, new AccountCommand.Rename(FallibleProjection.Spoilt), null, null));
        var load = Task.WhenAll(DepositAsync(60), DepositAsync(60, Sick));
        for (var i = 0; i < 4; i++)
        {
            await _world.DelayAsync(TimeSpan.FromMilliseconds(20));
            _world.Processes.Start();
        }

        for (var i = 0; i < 3; i++)
        {
            await _world.DelayAsync(TimeSpan.FromMilliseconds(20));
            _world.Processes.Alive[0].Crash();
        }

        await load;
        await _world.DelayAsync(TimeSpan.FromSeconds(20));

        _world.Rules.Views.Missing().Should().Be($"the view of {Sick} is at 1 of {_world.Rules.Folds.AtEnd(Sick)!.Version} and stuck");
        _world.IsMended = true;
        _world.Processes.Start();
        _world.Processes.Alive[0].Crash();
        _world.Processes.Alive[0].Crash();
        await EndAsync();
    });

    private void Run(int processes, Func<Task> course) => _world.Run(() =>
    {
        for (var i = 0; i < processes; i++)
        {
            _world.Processes.Start();
        }

        return course();
    });

    private async Task EndAsync()
    {
        _faults.Left.Should().BeEmpty("what was to go wrong has gone wrong");
        await new Ending(_world, _requests).ReachAsync();
    }

    private async Task DepositAsync(int times, StreamId? account = null)
    {
        await AskAsync(new Request(account ?? Account, new AccountCommand.Open("Ada"), null, null));
        for (var i = 0; i < times; i++)
        {
            await AskAsync(new Request(account ?? Account, new AccountCommand.Deposit(i, i), Key($"{account}:{i}"), null));
        }
    }

    private static IdempotencyKey Key(string name) => new(name, name);

    private async Task AskAsync(Request request) => (await new Client(_world, "client", _requests).InsistAsync(request)).Should().BeTrue();
}
