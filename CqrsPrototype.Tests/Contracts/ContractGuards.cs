using System.Reflection;
using CqrsPrototype.EventSourcing.Log;
using CqrsPrototype.EventSourcing.Messaging;
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
        [typeof(IParkedMessages)] = typeof(ParkedMessagesContract),
        [typeof(IEventPublisher)] = typeof(EventQueueContract),
        [typeof(IEventConsumer)] = typeof(EventQueueContract),
    };

    [Fact]
    public void Every_adapter_runs_the_suite_of_every_port_that_it_implements()
    {
        var adapters = Directory.GetFiles(AppContext.BaseDirectory, "CqrsPrototype.*.dll")
            .Select(Assembly.LoadFrom)
            .Where(assembly => assembly != typeof(ContractGuards).Assembly)
            .SelectMany(assembly => assembly.GetTypes())
            .Where(type => type.IsClass)
            .SelectMany(type => SuiteOf.Where(suite => suite.Key.IsAssignableFrom(type)).Select(suite => (Adapter: AdapterOf(type), Suite: suite.Value)))
            .Distinct()
            .ToList();
        var suites = typeof(ContractGuards).Assembly.GetTypes()
            .Where(type => !type.IsAbstract && SuiteOf.ContainsValue(type.BaseType!))
            .Select(type => (Adapter: type.Namespace!.Split('.')[^1], Suite: type.BaseType!));

        adapters.Select(a => a.Adapter).Distinct().Should().Contain(["InMemory", "Sqlite", "Mongo", "Rabbit"]);
        suites.Should().Contain(adapters);
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
        passed.AddRange(await PassedOnNothingAsync(() => new EventQueueOn(new NothingQueue())));

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

    [Fact]
    public Task A_queue_that_forgets_what_was_not_acknowledged_is_caught() =>
        IsCaughtAsync(new BrokenQueue.AcknowledgesAtOnce(), nameof(EventQueueContract.What_was_not_acknowledged_comes_again_when_the_consumer_is_lost));

    [Fact]
    public Task A_queue_that_brings_again_what_was_acknowledged_is_caught() =>
        IsCaughtAsync(new BrokenQueue.NeverAcknowledges(), nameof(EventQueueContract.What_was_acknowledged_does_not_come_again));

    [Fact]
    public Task A_queue_that_reorders_is_caught() =>
        IsCaughtAsync(new BrokenQueue.Reorders(), nameof(EventQueueContract.What_was_published_is_consumed_as_it_was_and_in_order));

    [Fact]
    public Task A_queue_that_gives_more_than_was_asked_for_is_caught() =>
        IsCaughtAsync(new BrokenQueue.GivesMore(), nameof(EventQueueContract.A_delivery_has_at_most_as_many_messages_as_were_asked_for));

    private static async Task IsCaughtAsync(BrokenQueue queue, string by) =>
        (await ContractSuite.RunAsync(() => new EventQueueOn(queue), by)).Failed.Should().Equal(by);

    private static async Task IsCaughtAsync<TBroken>()
        where TBroken : BrokenStore, new() =>
        (await ContractSuite.RunAsync(() => new EventStoreOn(BrokenStore.With<TBroken>()))).Failed.Should().NotBeEmpty();

    private static string AdapterOf(Type type) => type.Namespace!.Split('.').First(part => part is not ("CqrsPrototype" or "EventSourcing"));

    private static async Task<IEnumerable<string>> PassedOnNothingAsync<TSuite>(Func<TSuite> create)
        where TSuite : IAsyncLifetime
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

    private sealed class EventQueueOn(IQueueFixture queue) : EventQueueContract
    {
        // What a broken queue never brings need not be waited for that long.
        protected override TimeSpan Limit => TimeSpan.FromSeconds(2);

        protected override ValueTask<IQueueFixture> CreateAsync() => new(queue);
    }
}
