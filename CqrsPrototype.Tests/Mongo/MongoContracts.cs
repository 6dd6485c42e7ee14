using CqrsPrototype.EventSourcing.Messaging;
using CqrsPrototype.Mongo;
using CqrsPrototype.Mongo.Connecting;
using CqrsPrototype.Tests.Contracts;
using CqrsPrototype.Tests.Support;
using Microsoft.Extensions.DependencyInjection;
using MongoDB.Driver;

namespace CqrsPrototype.Tests.Mongo;

/// <summary>Stores in a database of a test's own, gone with it.</summary>
internal static class MongoStores
{
    public static ValueTask<IStoreFixture> CreateAsync() => new(Create());

    public static StoreFixture Create(bool sequencer = true)
    {
        var client = new MongoClient(Servers.MongoDb);
        var database = $"test_{Guid.NewGuid():N}";
        return new StoreFixture(
            isDurable: true,
            services =>
            {
                services.AddSingleton<IMongoClient>(client).AddMongoEventStore(database).AddSingleton(Patient(database));
                if (sequencer)
                {
                    services.AddSequencer();
                }
            },
            () => client.DropDatabase(database));
    }

    /// <summary>Settings for a server that has much else to do: what is slow is not wrong.</summary>
    public static MongoStoreOptions Patient(string database) => new(database) { CallTimeout = TimeSpan.FromMinutes(1) };
}

public sealed class MongoEventStoreContract : EventStoreContract
{
    protected override ValueTask<IStoreFixture> CreateAsync() => MongoStores.CreateAsync();
}

public sealed class MongoEventLogContract : EventLogContract
{
    protected override ValueTask<IStoreFixture> CreateAsync() => MongoStores.CreateAsync();
}

public sealed class MongoViewStoreContract : ViewStoreContract
{
    protected override ValueTask<IStoreFixture> CreateAsync() => MongoStores.CreateAsync();
}

public sealed class MongoCheckpointStoreContract : CheckpointStoreContract
{
    protected override ValueTask<IStoreFixture> CreateAsync() => MongoStores.CreateAsync();
}

public sealed class MongoStuckStreamsContract : StuckStreamsContract
{
    protected override ValueTask<IStoreFixture> CreateAsync() => MongoStores.CreateAsync();
}

public sealed class MongoStoreSecretsContract : StoreSecretsContract
{
    protected override ValueTask<IStoreFixture> CreateAsync() => MongoStores.CreateAsync();
}

public sealed class MongoParkedMessagesContract : ParkedMessagesContract
{
    private StoreFixture? _stores;

    public override async ValueTask DisposeAsync()
    {
        if (_stores is not null)
        {
            await _stores.DisposeAsync();
        }

        await base.DisposeAsync();
    }

    protected override ValueTask<IParkedMessages> CreateAsync()
    {
        _stores = MongoStores.Create(sequencer: false);
        return new(_stores.Get<IParkedMessages>());
    }
}
