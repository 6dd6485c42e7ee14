using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using CqrsPrototype.Drill.Observing;
using CqrsPrototype.Drill.Processes;
using CqrsPrototype.Drill.Servers;
using CqrsPrototype.Tests.Rabbit;
using CqrsPrototype.Tests.Standalone;
using CqrsPrototype.Tests.Support;
using MongoDB.Driver;

namespace CqrsPrototype.Tests.SystemTests;

/// <summary>The services as processes, on a database and a virtual host of their own, and a client of theirs.</summary>
internal sealed class Deployment : IAsyncDisposable
{
    private readonly VirtualHost _host;
    private readonly TemporaryDirectory _logs = new();
    private readonly MongoClient _client;

    private Deployment(VirtualHost host, IReadOnlyDictionary<string, string> programs, string? messaging, IReadOnlyDictionary<string, string>? settings)
    {
        _host = host;
        var address = OwnDatabase();
        _client = new MongoClient(address);
        Database = _client.GetDatabase(address.DatabaseName);
        Connections = new Connections(address.ToString(), messaging ?? new UriBuilder(Servers.Messaging) { Path = host.Name }.Uri.ToString());
        Store = new StoreReader(Connections.MongoDb);
        Fleet = new Fleet(programs, Connections, _logs.Path, settings);
    }

    public Connections Connections { get; }

    public Fleet Fleet { get; }

    public StoreReader Store { get; }

    public IMongoDatabase Database { get; }

    public HttpClient Http { get; } = new() { Timeout = TimeSpan.FromMinutes(2) };

    public string Logs => _logs.Path;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    /// <summary>Makes a place for services, or skips the test; nothing runs yet.</summary>
    /// <param name="messaging">Another broker than the real one.</param>
    /// <param name="settings">What the services are told beside, as environment variables.</param>
    public static async Task<Deployment> CreateAsync(string? messaging = null, IReadOnlyDictionary<string, string>? settings = null)
    {
        // Publishing takes a while, so it is not begun where there are no servers.
        _ = (Servers.MongoDb, Servers.Messaging);
        var programs = await Programs.PublishAsync();
        return new Deployment(await VirtualHost.CreateAsync(), programs, messaging, settings);
    }

    /// <summary>Starts services and waits until they are well.</summary>
    public async Task StartAsync(int commandApis = 0, int queryApis = 0, int projectors = 0)
    {
        await Fleet.AddAsync(ServiceRole.CommandApi, commandApis, Cancel);
        await Fleet.AddAsync(ServiceRole.QueryApi, queryApis, Cancel);
        await Fleet.AddAsync(ServiceRole.Projector, projectors, Cancel);
        await WaitUntilHealthyAsync();
    }

    public Task WaitUntilHealthyAsync() => Readiness.WaitAsync(Fleet.Services, Http, TimeProvider.System, Cancel);

    public Uri Commands(int api = 0, string? email = null) => UsersOf(ServiceRole.CommandApi, api, email);

    public Uri Queries(int api = 0, string? email = null) => UsersOf(ServiceRole.QueryApi, api, email);

    public async Task CreateUsersAsync(int count, int from = 0)
    {
        foreach (var number in Enumerable.Range(from, count))
        {
            using var created = await Http.PostAsJsonAsync(Commands(), new { email = $"user{number}@x.org", name = "Ada" }, Cancel);
            created.StatusCode.Should().Be(HttpStatusCode.Created);
        }
    }

    /// <summary>Reads a user in at least that version.</summary>
    public async Task<JsonNode> ReadAsync(int api, string email, long version)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, $"{Queries(api, email)}?minVersion={version}") { Headers = { { "Prefer", "wait=30" } } };
        using var response = await Http.SendAsync(request, Cancel);
        response.StatusCode.Should().Be(HttpStatusCode.OK, await response.Content.ReadAsStringAsync(Cancel));
        return await response.JsonAsync();
    }

    /// <summary>The first 200 users.</summary>
    public async Task<JsonArray> ListAsync() =>
        (await Http.GetFromJsonAsync<JsonNode>($"{Queries()}?limit=200", Cancel))!["items"]!.AsArray();

    public Task WaitUntilProjectedAsync(long events) =>
        Eventually.Until($"{events} events are in their views", async () => await Store.ProjectedAsync(Cancel) >= events);

    public async ValueTask DisposeAsync()
    {
        Fleet.Dispose();
        Store.Dispose();
        Http.Dispose();
        await _client.DropDatabaseAsync(Database.DatabaseNamespace.DatabaseName, CancellationToken.None);
        _client.Dispose();
        await _host.DisposeAsync();
        _logs.Dispose();
    }

    private static MongoUrl OwnDatabase()
    {
        // A database in the address is also where its user is looked for, unless the address says otherwise.
        var address = new MongoUrlBuilder(Servers.MongoDb) { DatabaseName = $"test_{Guid.NewGuid():N}" };
        address.AuthenticationSource = address.Username is null ? null : address.AuthenticationSource ?? "admin";
        return address.ToMongoUrl();
    }

    private Uri UsersOf(ServiceRole role, int api, string? email) => new(Fleet.Of(role)[api].Address, email is null ? "/users" : $"/users/{email}");
}
