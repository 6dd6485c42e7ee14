using CqrsPrototype.Sqlite;
using CqrsPrototype.Tests.Contracts;
using CqrsPrototype.Tests.Support;

namespace CqrsPrototype.Tests.Sqlite;

internal static class SqliteStores
{
    public static ValueTask<IStoreFixture> CreateAsync() => new(Create());

    public static StoreFixture Create()
    {
        var directory = new TemporaryDirectory();
        return new StoreFixture(isDurable: true, services => services.AddSqliteEventStore(directory.Path), directory.Dispose);
    }
}

public sealed class SqliteEventStoreContract : EventStoreContract
{
    protected override ValueTask<IStoreFixture> CreateAsync() => SqliteStores.CreateAsync();
}

public sealed class SqliteEventLogContract : EventLogContract
{
    protected override ValueTask<IStoreFixture> CreateAsync() => SqliteStores.CreateAsync();
}

public sealed class SqliteViewStoreContract : ViewStoreContract
{
    protected override ValueTask<IStoreFixture> CreateAsync() => SqliteStores.CreateAsync();
}

public sealed class SqliteCheckpointStoreContract : CheckpointStoreContract
{
    protected override ValueTask<IStoreFixture> CreateAsync() => SqliteStores.CreateAsync();
}

public sealed class SqliteStuckStreamsContract : StuckStreamsContract
{
    protected override ValueTask<IStoreFixture> CreateAsync() => SqliteStores.CreateAsync();
}

public sealed class SqliteStoreSecretsContract : StoreSecretsContract
{
    protected override ValueTask<IStoreFixture> CreateAsync() => SqliteStores.CreateAsync();
}
