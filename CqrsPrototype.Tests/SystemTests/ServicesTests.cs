using System.Net;
using System.Net.Http.Json;
using CqrsPrototype.Drill.Processes;
using CqrsPrototype.Tests.Standalone;
using CqrsPrototype.Tests.Support;
using RabbitMQ.Client;

namespace CqrsPrototype.Tests.SystemTests;

/// <summary>The three services as processes of their own, on real servers.</summary>
[Collection(OneAtATime.Name)]
public sealed class ServicesTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Ada_is_created_with_one_service_read_from_another_and_changed_with_a_third_and_survives_a_restart_of_all()
    {
        await using var deployment = await Deployment.CreateAsync();
        await deployment.StartAsync(commandApis: 2, queryApis: 2, projectors: 2);

        using var created = await deployment.Http.PostAsJsonAsync(deployment.Commands(0), new { email = "ada@computing.org", name = "Ada Lovelace" }, Cancel);
        created.StatusCode.Should().Be(HttpStatusCode.Created);
        ((string?)(await deployment.ReadAsync(0, "ada@computing.org", 1))["name"]).Should().Be("Ada Lovelace");

        using var renamed = await deployment.Http.PutAsJsonAsync(deployment.Commands(1, "ada@computing.org"), new { name = "Ada King" }, Cancel);
        renamed.StatusCode.Should().Be(HttpStatusCode.OK);
        var before = await deployment.ReadAsync(1, "ada@computing.org", 2);
        ((string?)before["name"]).Should().Be("Ada King");

        await Task.WhenAll(deployment.Fleet.Services.Select(service => service.StopAsync(Cancel)));
        deployment.Fleet.Misbehaviour.Should().BeEmpty();
        await Task.WhenAll(deployment.Fleet.Services.Select(service => service.StartAsync(Cancel)));
        await deployment.WaitUntilHealthyAsync();

        (await deployment.ReadAsync(0, "ada@computing.org", 2)).ToJsonString().Should().Be(before.ToJsonString());
        using var deleted = await deployment.Http.DeleteAsync(deployment.Commands(0, "ada@computing.org"), Cancel);
        deleted.Headers.ETag!.Tag.Should().Be("\"3\"");
    }

    [Fact]
    public async Task A_projector_that_was_never_started_until_now_makes_all_views()
    {
        await using var deployment = await Deployment.CreateAsync();
        await deployment.StartAsync(commandApis: 1, queryApis: 1);
        await deployment.CreateUsersAsync(50);

        await deployment.StartAsync(projectors: 1);

        await deployment.WaitUntilProjectedAsync(50);
        (await deployment.ListAsync()).Should().HaveCount(50);
    }

    [Fact]
    public async Task A_queue_that_is_purged_by_hand_costs_no_view()
    {
        await using var deployment = await Deployment.CreateAsync();
        await deployment.StartAsync(commandApis: 1, queryApis: 1, projectors: 1);
        await deployment.CreateUsersAsync(10);
        await deployment.WaitUntilProjectedAsync(10);
        var projector = deployment.Fleet.Of(ServiceRole.Projector)[0];
        await projector.StopAsync(Cancel);
        await deployment.CreateUsersAsync(40, from: 10);

        await using var connection = await new ConnectionFactory { Uri = new Uri(deployment.Connections.Messaging) }.CreateConnectionAsync(Cancel);
        await using var channel = await connection.CreateChannelAsync(cancellationToken: Cancel);
        // Beside the 40 there may be those of events that the projector had from the log before their messages came.
        await Eventually.Until("all messages are in the queue", async () => await channel.MessageCountAsync("projector.users", Cancel) >= 40);
        (await channel.QueuePurgeAsync("projector.users", Cancel)).Should().BeGreaterThanOrEqualTo(40);
        await projector.StartAsync(Cancel);

        await deployment.WaitUntilProjectedAsync(50);
        (await deployment.ListAsync()).Should().HaveCount(50);
    }

    [Fact]
    public async Task Without_a_broker_commands_are_accepted_and_views_follow_the_log()
    {
        await using var deployment = await Deployment.CreateAsync(messaging: $"amqp://guest:guest@127.0.0.1:{Support.FreePorts.Take(1)[0]}");
        await deployment.StartAsync(commandApis: 1, queryApis: 1, projectors: 1);

        await deployment.CreateUsersAsync(10);

        await deployment.WaitUntilProjectedAsync(10);
        using var health = await deployment.Http.GetAsync(new Uri(deployment.Commands(), "/health"), Cancel);
        ((string?)(await health.JsonAsync())["status"]).Should().Be("Degraded");
    }
}
