using System.Net;
using System.Text.Json.Nodes;
using CqrsPrototype.Tests.Rabbit;
using CqrsPrototype.Tests.Standalone;
using CqrsPrototype.Tests.Support;
using MongoDB.Driver;
using RabbitMQ.Client;

namespace CqrsPrototype.Tests.Operations;

/// <summary>Operations of the standalone host on RabbitMQ and MongoDB.</summary>
public sealed class ServerOperationsTests : IAsyncLifetime
{
    private readonly string _database = $"test_{Guid.NewGuid():N}";
    private VirtualHost _virtualHost = null!;
    private StandaloneApplication? _app;

    private StandaloneApplication App => _app!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        var mongodb = new MongoUrlBuilder(Servers.MongoDb) { DatabaseName = _database };
        _virtualHost = await VirtualHost.CreateAsync();
        var messaging = new UriBuilder(Servers.Messaging) { Path = _virtualHost.Name };
        _app = await StandaloneApplication.StartAsync($"--ConnectionStrings:mongodb={mongodb}", $"--ConnectionStrings:messaging={messaging.Uri.AbsoluteUri}");
    }

    public async ValueTask DisposeAsync()
    {
        // Where the servers are not there, nothing was started.
        if (_app is not null)
        {
            await _app.DisposeAsync();
            await _virtualHost.DisposeAsync();
            await new MongoClient(Servers.MongoDb).DropDatabaseAsync(_database, CancellationToken.None);
        }
    }

    [Fact]
    public async Task A_message_that_is_no_event_is_parked_sent_again_and_thrown_away_and_nothing_else_waits_for_it()
    {
        await App.CreateAsync("ada@computing.org");
        await ShouldBeRelayedAsync(events: 1);
        await using var connection = await _virtualHost.Connections().CreateConnectionAsync(Cancel);
        await using var channel = await connection.CreateChannelAsync(cancellationToken: Cancel);
        await channel.BasicPublishAsync("domain_events", "user.created", mandatory: true, new BasicProperties(), "no event"u8.ToArray(), Cancel);
        await App.CreateAsync("grace@navy.mil");

        var parked = await ParkedAsync(entry => (string)entry["body"]! == "no event");
        (await App.GetAsync("/users/grace@navy.mil?minVersion=1")).StatusCode.Should().Be(HttpStatusCode.OK);

        (await SendAsync(HttpMethod.Post, $"/operations/parked/{parked["id"]}/replay")).StatusCode.Should().Be(HttpStatusCode.Accepted);
        var again = await ParkedAsync(entry => (string)entry["id"]! != (string)parked["id"]!);

        (await SendAsync(HttpMethod.Delete, $"/operations/parked/{again["id"]}")).StatusCode.Should().Be(HttpStatusCode.NoContent);
        (await GetAsync("/operations/parked"))["items"]!.AsArray().Should().BeEmpty();
    }

    [Fact]
    public async Task Projection_and_relay_catch_up_and_the_relay_has_a_holder()
    {
        await App.CreateAsync("ada@computing.org");
        await App.PutAsync("ada@computing.org", "Ada King");

        await ShouldBeRelayedAsync(events: 2);
        ((string)(await GetAsync("/operations/relay"))["holder"]!).Should().Contain($"/{Environment.ProcessId}/");
        await Eventually.Until(
            "the views are known to have both events",
            async () => (await GetAsync("/operations/projections"))["items"]![0]! is { } users
                && (long)users["eventsApplied"]! == 2 && (long)users["lag"]!["events"]! == 0 && (double)users["lag"]!["seconds"]! == 0);
    }

    private Task ShouldBeRelayedAsync(long events) => Eventually.Until(
        "the broker has the events",
        async () => await GetAsync("/operations/relay") is var relay && (long)relay["position"]! == events && (long)relay["backlog"]!["events"]! == 0);

    private async Task<JsonNode> ParkedAsync(Func<JsonNode, bool> isIt)
    {
        JsonNode? found = null;
        await Eventually.Until(
            "the message is parked",
            async () => (found = (await GetAsync("/operations/parked"))["items"]!.AsArray().FirstOrDefault(entry => isIt(entry!))) is not null);
        return found!;
    }

    private async Task<JsonNode> GetAsync(string path) => await (await SendAsync(HttpMethod.Get, path)).JsonAsync();

    private Task<HttpResponseMessage> SendAsync(HttpMethod method, string path) =>
        StandaloneApplication.SendAsync(App.Gateway, method, path, null);
}
