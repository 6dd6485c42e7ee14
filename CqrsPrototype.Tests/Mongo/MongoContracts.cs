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

    /// <param name="sequencer">Whether one runs.</param>
    /// <param name="register">What takes the place of what is registered here.</param>
    public static StoreFixture Create(bool sequencer = true, Action<IServiceCollection>? register = null)
    {
        var client = new MongoClient(Servers.MongoDb);
        var database = $"test_{Guid.NewGuid():N}";
        return new StoreFixture(
            isDurable: true,
            services =>
            {
                // A server that has much else to do is slow, not wrong.
                services.AddSingleton<IMongoClient>(client).AddMongoEventStore(database)
                    .AddSingleton(new MongoStoreOptions(database) { CallTimeout = TimeSpan.FromMinutes(1) });
                if (sequencer)
                {
                    services.AddSequencer();
                }

                register?.Invoke(services);
            },
            () => client.DropDatabase(database));
    }
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
