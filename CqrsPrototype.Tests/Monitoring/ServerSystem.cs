using CqrsPrototype.Tests.Rabbit;
using CqrsPrototype.Tests.Standalone;
using CqrsPrototype.Tests.Support;
using MongoDB.Driver;

namespace CqrsPrototype.Tests.Monitoring;

/// <summary>Two processes on RabbitMQ and MongoDB, each with everything in it, that race with each other and tell a Prometheus.</summary>
internal sealed class ServerSystem : IAsyncDisposable
{
    private const int Count = 2;

    private readonly MongoUrl _database;
    private readonly TemporaryDirectory _directory = new();

    private ServerSystem(VirtualHost virtualHost)
    {
        VirtualHost = virtualHost;
        _database = new MongoUrlBuilder(Servers.MongoDb) { DatabaseName = $"test_{Guid.NewGuid():N}" }.ToMongoUrl();
    }

    public VirtualHost VirtualHost { get; }

    public List<StandaloneProcess> Processes { get; } = [];

    /// <summary>Starts it, or skips the test where there are no servers.</summary>
    public static async Task<ServerSystem> StartAsync(IReadOnlyDictionary<string, string> environment)
    {
        var system = new ServerSystem(await VirtualHost.CreateAsync());
        try
        {
            var connections = new Dictionary<string, string>(environment)
            {
                ["ConnectionStrings__mongodb"] = system._database.ToString(),
                ["ConnectionStrings__messaging"] = new UriBuilder(Servers.Messaging) { Path = system.VirtualHost.Name }.Uri.ToString(),
            };
            for (var i = 0; i < Count; i++)
            {
                system.Processes.Add(await StandaloneProcess.StartAsync(system._directory.Path, settings: connections));
            }

            return system;
        }
        catch
        {
            await system.DisposeAsync();
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        Processes.ForEach(process => process.Dispose());
        await new MongoClient(_database).DropDatabaseAsync(_database.DatabaseName, CancellationToken.None);
        await VirtualHost.DisposeAsync();
        _directory.Dispose();
    }
}
