using System.Net;

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
            using var refused = await system.CreateAsync("during@database.org", "during");
            refused.StatusCode.Should().Be(HttpStatusCode.ServiceUnavailable);
            refused.Headers.RetryAfter.Should().NotBeNull();
        });

        using var repeated = await RunningSystem.RepeatAsync(() => system.CreateAsync("during@database.org", "during"));
        repeated.StatusCode.Should().Be(HttpStatusCode.Created);
        await system.ReadAsync("before@database.org", 1);
        await system.ReadAsync("during@database.org", 1);
    }
}
