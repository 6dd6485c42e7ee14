using CqrsPrototype.EventSourcing.Log;
using CqrsPrototype.EventSourcing.Projections;
using CqrsPrototype.EventSourcing.Streams;
using CqrsPrototype.EventSourcing.Subscriptions;

namespace CqrsPrototype.Tests.Contracts;

/// <summary>The suites are tested too: each adapter runs them, none of their tests passes by itself, and broken stores are caught.</summary>
public sealed class ContractGuards
{
    private static readonly Dictionary<Type, Type> SuiteOf = new()
    {
        [typeof(IEventStore)] = typeof(EventStoreContract),
        [typeof(IEventLog)] = typeof(EventLogContract),
        [typeof(IViewStore)] = typeof(ViewStoreContract),
        [typeof(ICheckpointStore)] = typeof(CheckpointStoreContract),
        [typeof(IStuckStreams)] = typeof(StuckStreamsContract),
        [typeof(IStoreSecrets)] = typeof(StoreSecretsContract),
    };

    public static TheoryData<string> Adapters => ["InMemory", "Sqlite", "Mongo"];

    [Theory]
    [MemberData(nameof(Adapters))]
    public void Each_port_of_each_adapter_has_its_suite(string adapter)
    {
        var suites = typeof(ContractGuards).Assembly.GetTypes().Where(t => t.Namespace == $"CqrsPrototype.Tests.{adapter}" && !t.IsAbstract);

        suites.Select(t => t.BaseType).Should().Contain(SuiteOf.Values);
    }

    [Fact]
    public void There_is_no_adapter_that_the_guards_do_not_know()
    {
        var adapters = AppDomain.CurrentDomain.GetAssemblies()
            .Where(a => a.GetName().Name!.StartsWith("CqrsPrototype.", StringComparison.Ordinal) && a != typeof(ContractGuards).Assembly)
            .SelectMany(a => a.GetTypes())
            .Where(t => t.IsClass && SuiteOf.Keys.Any(port => port.IsAssignableFrom(t)))
            .Select(t => t.Namespace!.Split('.').First(part => part is "InMemory" or not ("CqrsPrototype" or "EventSourcing")))
            .Distinct();

        adapters.Should().BeSubsetOf(Adapters.Select(row => row.Data));
    }

    [Fact]
    public async Task No_test_of_a_suite_passes_on_stores_that_do_nothing()
    {
        var passed = new List<string>();
        passed.AddRange(await PassedOnNothingAsync(() => new EventStoreOn(new NothingStore())));
        passed.AddRange(await PassedOnNothingAsync(() => new EventLogOn(new NothingStore())));
        passed.AddRange(await PassedOnNothingAsync(() => new ViewStoreOn(new NothingStore())));
        passed.AddRange(await PassedOnNothingAsync(() => new CheckpointStoreOn(new NothingStore())));
        passed.AddRange(await PassedOnNothingAsync(() => new StuckStreamsOn(new NothingStore())));
        passed.AddRange(await PassedOnNothingAsync(() => new StoreSecretsOn(new NothingStore())));

        passed.Should().BeEmpty();
    }

    [Fact]
    public Task A_store_that_forgets_the_version_check_is_caught() => IsCaughtAsync<BrokenStore.ForgetsTheVersionCheck>();

    [Fact]
    public Task A_store_that_reorders_is_caught() => IsCaughtAsync<BrokenStore.Reorders>();

    [Fact]
    public Task A_store_that_loses_the_key_is_caught() => IsCaughtAsync<BrokenStore.LosesTheKey>();

    [Fact]
    public Task A_store_that_acknowledges_only_is_caught() => IsCaughtAsync<BrokenStore.AcknowledgesOnly>();

    [Fact]
    public Task A_store_that_forgets_the_last_version_wanted_is_caught() => IsCaughtAsync<BrokenStore.ForgetsTheLastVersionWanted>();

    private static async Task IsCaughtAsync<TBroken>()
        where TBroken : BrokenStore, new() =>
        (await ContractSuite.RunAsync(() => new EventStoreOn(BrokenStore.With<TBroken>()))).Failed.Should().NotBeEmpty();

    private static async Task<IEnumerable<string>> PassedOnNothingAsync<TSuite>(Func<TSuite> create)
        where TSuite : StoreContract
    {
        var (passed, failed) = await ContractSuite.RunAsync(create);
        failed.Should().NotBeEmpty();
        return passed;
    }

    private sealed class EventStoreOn(IStoreFixture stores) : EventStoreContract
    {
        protected override ValueTask<IStoreFixture> CreateAsync() => new(stores);
    }

    private sealed class EventLogOn(IStoreFixture stores) : EventLogContract
    {
        protected override ValueTask<IStoreFixture> CreateAsync() => new(stores);
    }

    private sealed class ViewStoreOn(IStoreFixture stores) : ViewStoreContract
    {
        protected override ValueTask<IStoreFixture> CreateAsync() => new(stores);
    }

    private sealed class CheckpointStoreOn(IStoreFixture stores) : CheckpointStoreContract
    {
        protected override ValueTask<IStoreFixture> CreateAsync() => new(stores);
    }

    private sealed class StuckStreamsOn(IStoreFixture stores) : StuckStreamsContract
    {
        protected override ValueTask<IStoreFixture> CreateAsync() => new(stores);
    }

    private sealed class StoreSecretsOn(IStoreFixture stores) : StoreSecretsContract
    {
        protected override ValueTask<IStoreFixture> CreateAsync() => new(stores);
    }
}
