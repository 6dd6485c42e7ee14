using CqrsPrototype.Drill.Observing;
using CqrsPrototype.Drill.Processes;
using CqrsPrototype.Drill.Servers;
using CqrsPrototype.EventSourcing.Streams;
using CqrsPrototype.Mongo;
using CqrsPrototype.Tests.Contracts;
using CqrsPrototype.Tests.Rabbit;
using CqrsPrototype.Tests.Support;
using CqrsPrototype.Tests.SystemTests;
using Microsoft.Extensions.DependencyInjection;
using MongoDB.Bson;
using MongoDB.Driver;
using RabbitMQ.Client;

namespace CqrsPrototype.Tests.Monitoring;

/// <summary>One of each service as a process, on a database and a virtual host of their own that can be taken away from them.</summary>
internal sealed class WatchedServices : IAsyncDisposable
{
    private readonly VirtualHost _virtualHost;
    private readonly TemporaryDirectory _logs = new();
    private readonly MongoClient _client = new(Servers.MongoDb);
    private readonly string _database = $"test_{Guid.NewGuid():N}";
    private readonly StoreFixture _store;
    private readonly Fleet _fleet;

    private WatchedServices(VirtualHost virtualHost, IReadOnlyDictionary<string, string> programs, IReadOnlyDictionary<string, string> settings)
    {
        _virtualHost = virtualHost;
        Broker = virtualHost.Proxy();
        var server = new MongoUrl(Servers.MongoDb).Server;
        Database = new TcpProxy(server.Host, server.Port);
        _store = new StoreFixture(isDurable: true, services => services.AddSingleton<IMongoClient>(_client).AddMongoEventStore(_database));
        var database = new MongoUrlBuilder(Servers.MongoDb) { DatabaseName = _database, Server = new MongoServerAddress("127.0.0.1", Database.Port) };
        var broker = new UriBuilder(Servers.Messaging) { Path = virtualHost.Name, Host = "127.0.0.1", Port = Broker.Port };
        _fleet = new Fleet(programs, new Connections(database.ToString(), broker.Uri.ToString()), _logs.Path, settings);
    }

    public TcpProxy Broker { get; }

    public TcpProxy Database { get; }

    public Service CommandApi => _fleet.Of(ServiceRole.CommandApi)[0];

    public Service Projector => _fleet.Of(ServiceRole.Projector)[0];

    public HttpClient Commands => new() { BaseAddress = CommandApi.Address };

    public HttpClient Queries => new() { BaseAddress = _fleet.Of(ServiceRole.QueryApi)[0].Address };

    public HttpClient Operations => new() { BaseAddress = Projector.Address };

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public static async Task<WatchedServices> StartAsync(IReadOnlyDictionary<string, string> settings)
    {
        var services = new WatchedServices(await VirtualHost.CreateAsync(), await Programs.PublishAsync(), settings);
        foreach (var role in ServiceRole.All)
        {
            await services._fleet.AddAsync(role, 1, Cancel);
        }

        using var http = new HttpClient();
        await Readiness.WaitAsync(services._fleet.Services, http, TimeProvider.System, Cancel);
        return services;
    }

    /// <summary>Appends an event of a new user that no release knows, behind the services' backs.</summary>
    public async Task AppendUnknownEventAsync()
    {
        var commit = new Commit(Guid.CreateVersion7(), Some.Stream("user"), StreamVersion.None, TimeProvider.System.GetUtcNow(), [Some.Event("user.renamed")]);
        (await _store.Events.AppendAsync(commit, Cancel)).Should().Be(AppendResult.Appended);
    }

    public async Task PublishNoEventAsync()
    {
        await using var connection = await _virtualHost.Connections().CreateConnectionAsync(Cancel);
        await using var channel = await connection.CreateChannelAsync(cancellationToken: Cancel);
        await channel.BasicPublishAsync("domain_events", "user.created", "no event"u8.ToArray(), Cancel);
    }

    /// <summary>Takes all stuck streams off the list, as a release that knows their events would.</summary>
    public Task ForgetStuckAsync() =>
        _client.GetDatabase(_database).GetCollection<BsonDocument>("stuck").DeleteManyAsync(FilterDefinition<BsonDocument>.Empty, Cancel);

    public async ValueTask DisposeAsync()
    {
        _fleet.Dispose();
        await _store.DisposeAsync();
        await _client.DropDatabaseAsync(_database, CancellationToken.None);
        _client.Dispose();
        await Database.DisposeAsync();
        await Broker.DisposeAsync();
        await _virtualHost.DisposeAsync();
        _logs.Dispose();
    }
}
