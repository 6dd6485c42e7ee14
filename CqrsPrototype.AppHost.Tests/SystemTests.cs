using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using CqrsPrototype.Tests.Support;
using CqrsPrototype.Tests.Telemetry;

namespace CqrsPrototype.AppHost.Tests;

/// <summary>The distributed system as the AppHost starts it, through the gateway.</summary>
public sealed class SystemTests(RunningSystem system) : IClassFixture<RunningSystem>
{
    [Fact]
    public async Task The_whole_life_of_a_user_goes_through_the_gateway()
    {
        using var created = await system.CreateAsync("ada@journey.org");
        created.StatusCode.Should().Be(HttpStatusCode.Created);
        ((string?)(await system.ReadAsync("ada@journey.org", 1))["name"]).Should().Be("Ada Lovelace");

        using var updated = await system.SendAsync(HttpMethod.Put, "/users/ada@journey.org", new { name = "Ada King" });
        updated.StatusCode.Should().Be(HttpStatusCode.OK);
        ((string?)(await system.ReadAsync("ada@journey.org", 2))["name"]).Should().Be("Ada King");

        using var deleted = await system.SendAsync(HttpMethod.Delete, "/users/ada@journey.org");
        deleted.StatusCode.Should().Be(HttpStatusCode.NoContent);
        using var operations = await system.SendAsync(HttpMethod.Get, "/operations/projections");
        operations.StatusCode.Should().Be(HttpStatusCode.OK);
    }

    [Fact]
    public async Task The_trace_of_a_command_and_of_reading_what_it_did_spans_all_services()
    {
        var (trace, traceParent) = Traces.Begin();

        using var created = await system.CreateAsync("ada@trace.org", ("traceparent", traceParent));
        created.StatusCode.Should().Be(HttpStatusCode.Created);
        using var read = await RunningSystem.RepeatAsync(() => system.SendAsync(HttpMethod.Get, "/users/ada@trace.org?minVersion=1", null, ("traceparent", traceParent)));
        read.StatusCode.Should().Be(HttpStatusCode.OK);

        var spans = await system.Collector.TraceAsync(trace, "command CreateUser", "append user", "sequence", "publish domain_events", "project users", "GET /users/{email}");
        spans.Select(span => span.Service).Distinct().Should().BeEquivalentTo("gateway", "commandapi", "projector", "queryapi");
        spans.PathsTo("project users").Should().AllSatisfy(path => path.Should().EndWith(
            "POST /users > command CreateUser > decide user > append user > publish domain_events > process projector.users > project users"));
    }

    [Fact]
    public async Task Two_projectors_share_the_work_and_either_goes_on_alone()
    {
        var projectors = await system.ProjectorsAsync();

        await Eventually.Until("both have projected something", async () =>
        {
            await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => CreateAndReadAsync()));
            return system.Collector.Spans.Where(span => span.Name == "project users").Select(span => span.Instance).Distinct().Count() == 2;
        });
        foreach (var projector in projectors)
        {
            await system.WithoutAsync("projector", () => Task.WhenAll(Enumerable.Range(0, 20).Select(_ => CreateAndReadAsync())), projector);
        }
    }

    [Fact]
    public async Task The_commands_of_the_dashboard_do_what_they_say()
    {
        await system.RunAsync("commandapi", "seed");
        await system.ReadAsync("ada.lovelace@computing.org", 1);

        await system.RunAsync("messaging", "poison");
        await Eventually.Until("the message is parked", async () => await ParkedAsync() == 1);
        await OnProjectorAsync("replay-parked");
        await Eventually.Until("it has come back", async () => await ParkedAsync() == 1);
        await OnProjectorAsync("delete-parked");
        (await ParkedAsync()).Should().Be(0);
        await OnProjectorAsync("retry-stuck");
    }

    [Fact]
    public async Task What_is_commanded_while_RabbitMQ_is_away_arrives()
    {
        var users = Enumerable.Range(0, 20).Select(i => $"user{i}@broker.org").ToList();

        await system.WithoutAsync("messaging", async () =>
        {
            foreach (var user in users)
            {
                using var created = await system.CreateAsync(user);
                created.StatusCode.Should().Be(HttpStatusCode.Created);
            }
        });

        foreach (var user in users)
        {
            await system.ReadAsync(user, 1);
        }
    }

    [Fact]
    public async Task What_was_acknowledged_before_MongoDB_went_away_is_there_and_what_was_not_can_be_repeated()
    {
        using var before = await system.CreateAsync("before@database.org");
        before.StatusCode.Should().Be(HttpStatusCode.Created);

        await system.WithoutAsync("mongo", async () =>
        {
            using var refused = await system.CreateAsync("during@database.org", ("Idempotency-Key", "during"));
            refused.StatusCode.Should().Be(HttpStatusCode.ServiceUnavailable);
            refused.Headers.RetryAfter.Should().NotBeNull();
        });

        using var repeated = await RunningSystem.RepeatAsync(() => system.CreateAsync("during@database.org", ("Idempotency-Key", "during")));
        repeated.StatusCode.Should().Be(HttpStatusCode.Created);
        await system.ReadAsync("before@database.org", 1);
        await system.ReadAsync("during@database.org", 1);
    }

    private async Task CreateAndReadAsync()
    {
        var user = $"user{Guid.NewGuid():N}@replicas.org";
        using var created = await system.CreateAsync(user);
        created.StatusCode.Should().Be(HttpStatusCode.Created);
        await system.ReadAsync(user, 1);
    }

    private async Task OnProjectorAsync(string command) => await system.RunAsync((await system.ProjectorsAsync())[0], command);

    private async Task<int> ParkedAsync()
    {
        using var parked = await system.SendAsync(HttpMethod.Get, "/operations/parked");
        return (await parked.Content.ReadFromJsonAsync<JsonNode>(TestContext.Current.CancellationToken))!["items"]!.AsArray().Count;
    }
}
