using CqrsPrototype.EventSourcing.Hosting;
using CqrsPrototype.Tests.Contracts;

namespace CqrsPrototype.Tests.InMemory;

internal static class InMemoryStores
{
    public static ValueTask<IStoreFixture> CreateAsync() => new(new StoreFixture(isDurable: false, services => services.AddInMemoryEventStore()));
}

public sealed class InMemoryEventStoreContract : EventStoreContract
{
    protected override ValueTask<IStoreFixture> CreateAsync() => InMemoryStores.CreateAsync();
}

public sealed class InMemoryEventLogContract : EventLogContract
{
    protected override ValueTask<IStoreFixture> CreateAsync() => InMemoryStores.CreateAsync();
}

public sealed class InMemoryViewStoreContract : ViewStoreContract
{
    protected override ValueTask<IStoreFixture> CreateAsync() => InMemoryStores.CreateAsync();
}

public sealed class InMemoryCheckpointStoreContract : CheckpointStoreContract
{
    protected override ValueTask<IStoreFixture> CreateAsync() => InMemoryStores.CreateAsync();
}

public sealed class InMemoryStuckStreamsContract : StuckStreamsContract
{
    protected override ValueTask<IStoreFixture> CreateAsync() => InMemoryStores.CreateAsync();
}

public sealed class InMemoryStoreSecretsContract : StoreSecretsContract
{
    protected override ValueTask<IStoreFixture> CreateAsync() => InMemoryStores.CreateAsync();
}
