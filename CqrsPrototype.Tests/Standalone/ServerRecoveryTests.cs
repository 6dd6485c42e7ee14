using System.Net;
using CqrsPrototype.Tests.Rabbit;
using CqrsPrototype.Tests.Support;
using MongoDB.Driver;

namespace CqrsPrototype.Tests.Standalone;

/// <summary>The standalone host on RabbitMQ and MongoDB, which may be away at start, vanish and come back.</summary>
public sealed class ServerRecoveryTests : IAsyncLifetime
{
    private readonly string _database = $"test_{Guid.NewGuid():N}";
    private VirtualHost _virtualHost = null!;
    private TcpProxy _broker = null!;
    private TcpProxy _store = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        var (mongodb, messaging) = (MongoUrl.Create(Servers.MongoDb).Server, new Uri(Servers.Messaging));
        _store = new TcpProxy(mongodb.Host, mongodb.Port);
        _broker = new TcpProxy(messaging.Host, messaging.Port);
        _virtualHost = await VirtualHost.CreateAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await _store.DisposeAsync();
        await _broker.DisposeAsync();
        await _virtualHost.DisposeAsync();
        await new MongoClient(Servers.MongoDb).DropDatabaseAsync(_database, Cancel);
    }

    [Fact]
    public async Task Without_servers_at_start_it_runs_says_so_refuses_commands_and_goes_on_when_they_come()
    {
        _store.Leave();
        _broker.Leave();
        await using var app = await StartAsync();

        (await app.Commands.GetAsync("/alive", Cancel)).StatusCode.Should().Be(HttpStatusCode.OK);
        var health = await app.Commands.GetAsync("/health", Cancel);
        health.StatusCode.Should().Be(HttpStatusCode.ServiceUnavailable);
        ((string)(await health.JsonAsync())["entries"]!["mongodb"]!["status"]!).Should().Be("Unhealthy");
        var refused = await app.CreateAsync("ada@computing.org");
        await refused.ShouldBeProblemAsync("store-unavailable", 503);
        int.Parse(refused.Header("Retry-After")!, System.Globalization.CultureInfo.InvariantCulture).Should().BePositive();

        _store.Return();
        _broker.Return();

        await ShouldTakeAsync(app, "grace@navy.mil");
        await app.ShouldShowAsync("grace@navy.mil");
        await Eventually.Until("the process is healthy", async () => await app.HealthAsync() == "Healthy");
    }

    [Fact]
    public async Task Commands_are_taken_while_only_the_broker_is_away_and_their_views_follow()
    {
        await using var app = await StartAsync();
        await app.CreateAsync("ada@computing.org");
        await app.ShouldShowAsync("ada@computing.org");

        _broker.Leave();

        (await app.CreateAsync("grace@navy.mil")).StatusCode.Should().Be(HttpStatusCode.Created);
        await Eventually.Until("the process is degraded", async () => await app.HealthAsync() == "Degraded");
        await app.ShouldShowAsync("grace@navy.mil");

        _broker.Return();

        await Eventually.Until("the process is healthy", async () => await app.HealthAsync() == "Healthy");
        (await app.CreateAsync("alan@bletchley.uk")).StatusCode.Should().Be(HttpStatusCode.Created);
        await app.ShouldShowAsync("alan@bletchley.uk");
    }

    [Fact]
    public async Task A_store_that_vanishes_and_comes_back_costs_only_the_time_in_between()
    {
        await using var app = await StartAsync();
        await app.CreateAsync("ada@computing.org");
        await app.ShouldShowAsync("ada@computing.org");

        _store.Leave();

        await (await app.CreateAsync("grace@navy.mil", headers: ("Idempotency-Key", "once"))).ShouldBeProblemAsync("store-unavailable", 503);
        await (await app.GetAsync("/users/ada@computing.org")).ShouldBeProblemAsync("store-unavailable", 503);

        _store.Return();

        await Eventually.Until(
            "the repetition is taken",
            async () => (await app.CreateAsync("grace@navy.mil", headers: ("Idempotency-Key", "once"))).StatusCode == HttpStatusCode.Created);
        await app.ShouldShowAsync("grace@navy.mil");
        await app.ShouldShowAsync("ada@computing.org");
    }

    [Fact]
    public async Task A_store_that_is_silent_for_a_while_loses_nothing()
    {
        await using var app = await StartAsync();
        await app.CreateAsync("ada@computing.org");

        _store.Pause();
        var waiting = app.CreateAsync("grace@navy.mil");
        await Eventually.Until("the process is unhealthy", async () => await app.HealthAsync() == "Unhealthy");
        _store.Resume();

        // Whatever the client was told meanwhile: what was stored is shown, and what was not can be asked for again.
        (await waiting).StatusCode.Should().BeOneOf(HttpStatusCode.Created, HttpStatusCode.ServiceUnavailable);
        await ShouldTakeAsync(app, "grace@navy.mil");
        await app.ShouldShowAsync("grace@navy.mil");
    }

    [Fact]
    public async Task An_append_whose_answer_is_lost_on_the_way_is_found_and_not_made_twice()
    {
        await using var app = await StartAsync();
        await app.CreateAsync("ada@computing.org");

        var lost = _store.LoseAnswerTo("grace@navy.mil");
        var created = await app.CreateAsync("grace@navy.mil");

        await lost.WaitAsync(TimeSpan.FromMinutes(2), Cancel);
        created.StatusCode.Should().Be(HttpStatusCode.Created);
        await app.ShouldShowAsync("grace@navy.mil");
        ((long)(await (await app.GetAsync("/users/grace@navy.mil")).JsonAsync())["version"]!).Should().Be(1);
        (await app.CreateAsync("grace@navy.mil")).StatusCode.Should().Be(HttpStatusCode.Conflict);
    }

    // One that was not answered in time may have been done.
    private static Task ShouldTakeAsync(StandaloneApplication app, string email) => Eventually.Until(
        $"{email} is created", async () => (await app.CreateAsync(email)).StatusCode is HttpStatusCode.Created or HttpStatusCode.Conflict);

    private Task<StandaloneApplication> StartAsync()
    {
        var messaging = new UriBuilder(Servers.Messaging) { Port = _broker.Port, Path = _virtualHost.Name };
        return StandaloneApplication.StartAsync(
            $"--ConnectionStrings:mongodb=mongodb://127.0.0.1:{_store.Port}/{_database}", $"--ConnectionStrings:messaging={messaging.Uri.AbsoluteUri}");
    }
}

/// <summary>What these tests ask of the host.</summary>
file static class Questions
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public static async Task<string> HealthAsync(this StandaloneApplication app) =>
        (string)(await (await app.Commands.GetAsync("/health", Cancel)).JsonAsync())["status"]!;

    public static Task ShouldShowAsync(this StandaloneApplication app, string email) =>
        Eventually.Until($"{email} is shown", async () => (await app.GetAsync($"/users/{email}?minVersion=1")).StatusCode == HttpStatusCode.OK);
}
