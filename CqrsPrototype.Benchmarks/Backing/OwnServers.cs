using MongoDB.Driver;
using RabbitMQ.Client;

namespace CqrsPrototype.Benchmarks.Backing;

/// <summary>A database and a virtual host of a measurement's own, empty; both are removed with it.</summary>
internal sealed class OwnServers : IAsyncDisposable
{
    private readonly MongoClient _client;
    private readonly string _database;
    private readonly VirtualHost _host;

    private OwnServers(MongoClient client, string mongodb, string database, VirtualHost host)
    {
        (_client, _database, _host) = (client, database, host);
        MongoDb = new MongoUrlBuilder(mongodb) { DatabaseName = database }.ToString();
        Database = client.GetDatabase(database).WithWriteConcern(WriteConcern.W1.With(journal: true));
    }

    /// <summary>The connection string, with the database.</summary>
    public string MongoDb { get; }

    /// <summary>The database, with writes that are on disk when they are acknowledged.</summary>
    public IMongoDatabase Database { get; }

    /// <summary>The AMQP URI, with the virtual host.</summary>
    public Uri Messaging => _host.Address;

    public static async Task<OwnServers> CreateAsync(BackingServers servers, CancellationToken cancellationToken)
    {
        var name = $"bench_{Guid.NewGuid():N}";
        var host = await VirtualHost.CreateAsync(servers.Messaging, name, cancellationToken);
        return new OwnServers(new MongoClient(servers.MongoDb), servers.MongoDb, name, host);
    }

    public Task<IConnection> ConnectAsync(CancellationToken cancellationToken) =>
        new ConnectionFactory { Uri = Messaging }.CreateConnectionAsync(cancellationToken);

    /// <summary>Empties a queue.</summary>
    public async Task PurgeAsync(string queue, CancellationToken cancellationToken)
    {
        await using var connection = await ConnectAsync(cancellationToken);
        await using var channel = await connection.CreateChannelAsync(cancellationToken: cancellationToken);
        await channel.QueuePurgeAsync(queue, cancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        await _client.DropDatabaseAsync(_database);
        _client.Dispose();
        await _host.DisposeAsync();
    }
}
