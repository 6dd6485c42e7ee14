using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using CqrsPrototype.Drill.Processes;
using CqrsPrototype.EventSourcing.Streams;
using CqrsPrototype.Rabbit.Messages;
using CqrsPrototype.Tests.Support;
using MongoDB.Bson;
using MongoDB.Driver;
using RabbitMQ.Client;
using RabbitMQ.Client.Exceptions;

namespace CqrsPrototype.Tests.SystemTests;

/// <summary>What cannot be projected stops nothing but itself, is seen in the operations API of any projector, and goes on in order once its cause is gone.</summary>
[Collection(OneAtATime.Name)]
public sealed class PoisonTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_message_that_is_not_JSON_is_parked_until_it_is_deleted_and_the_queue_goes_on()
    {
        await using var deployment = await Deployment.CreateAsync();
        await deployment.StartAsync(commandApis: 1, queryApis: 1, projectors: 2);

        await PublishAsync(deployment, "this is not JSON"u8.ToArray());
        await deployment.CreateUsersAsync(5);

        await deployment.WaitUntilProjectedAsync(5);
        var parked = (await ListAsync(deployment, "parked", entries: 1))[0]!;
        ((string?)parked["body"]).Should().Be("this is not JSON");

        using var replayed = await deployment.Http.PostAsync(Operation(deployment, $"parked/{parked["id"]}/replay"), null, Cancel);
        replayed.StatusCode.Should().Be(HttpStatusCode.Accepted);
        var again = (await ListAsync(deployment, "parked", entries: 1, entry => (string?)entry["id"] != (string?)parked["id"]))[0]!;
        using var deleted = await deployment.Http.DeleteAsync(Operation(deployment, $"parked/{again["id"]}"), Cancel);
        deleted.StatusCode.Should().Be(HttpStatusCode.NoContent);
        await ListAsync(deployment, "parked", entries: 0);
    }

    [Fact]
    public async Task A_message_of_an_event_whose_stream_is_not_that_long_stops_its_own_user_and_the_queue_goes_on()
    {
        await using var deployment = await Deployment.CreateAsync();
        await deployment.StartAsync(commandApis: 1, queryApis: 1, projectors: 2);
        await deployment.CreateUsersAsync(1);
        await deployment.WaitUntilProjectedAsync(1);
        var stream = (string)(await deployment.Database.GetCollection<BsonDocument>("commits").Find(new BsonDocument()).SingleAsync(Cancel))["stream"];

        foreach (var ghostly in new[] { stream, "user-nobody" })
        {
            await PublishAsync(deployment, """{"email":"user0@x.org","name":"Ghost"}"""u8.ToArray(), EventMessage.Write(Some.Recorded(7, StreamId.Parse(ghostly)) with
            {
                Event = Some.Event("user.updated"),
            }));
        }

        await deployment.CreateUsersAsync(5, from: 1);

        await deployment.WaitUntilProjectedAsync(6);
        var stuck = await ListAsync(deployment, "stuck", entries: 2);
        stuck.Select(entry => (long)entry!["version"]!).Should().BeEquivalentTo([2, 1]);
        foreach (var entry in stuck)
        {
            (await RetryAsync(deployment, entry!)).Should().Be(HttpStatusCode.NoContent);
        }

        await ListAsync(deployment, "stuck", entries: 0);
        ((string?)(await deployment.ReadAsync(0, "user0@x.org", 1))["name"]).Should().NotBe("Ghost");
    }

    [Fact]
    public async Task A_stored_event_of_an_unknown_type_stops_its_own_user_until_it_is_put_right()
    {
        await using var deployment = await Deployment.CreateAsync();
        await deployment.StartAsync(commandApis: 1, queryApis: 1, projectors: 2);
        await deployment.CreateUsersAsync(1);
        await deployment.WaitUntilProjectedAsync(1);

        // As a newer version of the service might append them.
        var commits = deployment.Database.GetCollection<BsonDocument>("commits");
        var first = await commits.Find(new BsonDocument()).SingleAsync(Cancel);
        var (unknown, known) = (Next(first, 2, "user.promoted", "Ada Byron"), Next(first, 3, "user.updated", "Ada Lovelace"));
        await commits.InsertManyAsync([unknown, known], cancellationToken: Cancel);
        await deployment.CreateUsersAsync(5, from: 1);

        await deployment.WaitUntilProjectedAsync(6);
        var stuck = (await ListAsync(deployment, "stuck", entries: 1))[0]!;
        stuck.Should().Match<JsonNode>(entry => (long)entry["version"]! == 2 && (string?)entry["event"] == "user.promoted");
        (await RetryAsync(deployment, stuck)).Should().Be(HttpStatusCode.Conflict);

        await commits.UpdateOneAsync(new BsonDocument("_id", unknown["_id"]), new BsonDocument("$set", new BsonDocument("events.0.type", "user.updated")), cancellationToken: Cancel);
        (await RetryAsync(deployment, stuck)).Should().Be(HttpStatusCode.NoContent);
        ((string?)(await deployment.ReadAsync(0, "user0@x.org", 3))["name"]).Should().Be("Ada Lovelace");
        await ListAsync(deployment, "stuck", entries: 0);
    }

    [Fact]
    public async Task An_event_whose_projection_throws_stops_its_own_user_until_the_view_is_put_right()
    {
        await using var deployment = await Deployment.CreateAsync();
        await deployment.StartAsync(commandApis: 1, queryApis: 1, projectors: 2);
        await deployment.CreateUsersAsync(1);
        await deployment.WaitUntilProjectedAsync(1);
        var views = deployment.Database.GetCollection<BsonDocument>("views_users_g1");
        var view = await views.Find(new BsonDocument()).SingleAsync(Cancel);
        await SetBodyAsync("{ somebody was here");

        await RenameAsync(deployment, "Ada Byron");
        await RenameAsync(deployment, "Ada Lovelace");
        await deployment.CreateUsersAsync(5, from: 1);

        await deployment.WaitUntilProjectedAsync(6);
        var stuck = (await ListAsync(deployment, "stuck", entries: 1))[0]!;
        stuck.Should().Match<JsonNode>(entry => (long)entry["version"]! == 2 && (string?)entry["event"] == "user.updated");
        (await RetryAsync(deployment, stuck)).Should().Be(HttpStatusCode.Conflict);

        await SetBodyAsync(view["body"]);
        (await RetryAsync(deployment, stuck)).Should().Be(HttpStatusCode.NoContent);
        ((string?)(await deployment.ReadAsync(0, "user0@x.org", 3))["name"]).Should().Be("Ada Lovelace");
        await ListAsync(deployment, "stuck", entries: 0);

        Task SetBodyAsync(BsonValue body) =>
            views.UpdateOneAsync(new BsonDocument("_id", view["_id"]), new BsonDocument("$set", new BsonDocument("body", body)), cancellationToken: Cancel);
    }

    private static async Task PublishAsync(Deployment deployment, byte[] body, BasicProperties? properties = null)
    {
        await using var connection = await new ConnectionFactory { Uri = new Uri(deployment.Connections.Messaging) }.CreateConnectionAsync(Cancel);
        await Eventually.Until("there is a queue for it", async () =>
        {
            try
            {
                await using var channel = await connection.CreateChannelAsync(new CreateChannelOptions(true, true), Cancel);
                await channel.BasicPublishAsync("domain_events", "user.created", mandatory: true, properties ?? new BasicProperties(), body, Cancel);
                return true;
            }
            catch (Exception exception) when (exception is PublishException { IsReturn: true } or OperationInterruptedException)
            {
                // The projectors are connected, but have not declared exchange and queue yet.
                return false;
            }
        });
    }

    private static BsonDocument Next(BsonDocument first, long version, string type, string name)
    {
        var next = first.DeepClone().AsBsonDocument;
        next["_id"] = $"{next["stream"]}@{version:D10}";
        (next["version"], next["last"], next["prev"], next["pending"]) = (version, version, version - 1, true);
        next["commitId"] = new BsonBinaryData(Guid.CreateVersion7(), GuidRepresentation.Standard);
        next["events"][0]["id"] = next["commitId"];
        next["events"][0]["type"] = type;
        next["events"][0]["data"] = $$"""{"email":"user0@x.org","name":"{{name}}"}""";
        next.Remove("page");
        return next;
    }

    private static async Task RenameAsync(Deployment deployment, string name)
    {
        using var renamed = await deployment.Http.PutAsJsonAsync(deployment.Commands(email: "user0@x.org"), new { name }, Cancel);
        renamed.StatusCode.Should().Be(HttpStatusCode.OK);
    }

    private static async Task<HttpStatusCode> RetryAsync(Deployment deployment, JsonNode stuck)
    {
        using var response = await deployment.Http.PostAsync(Operation(deployment, $"stuck/{stuck["stream"]}/retry"), null, Cancel);
        return response.StatusCode;
    }

    private static async Task<JsonArray> ListAsync(Deployment deployment, string list, int entries, Func<JsonNode, bool>? matching = null)
    {
        JsonArray found = [];
        await Eventually.Until(
            $"{entries} are {list}",
            async () =>
            {
                found = (await deployment.Http.GetFromJsonAsync<JsonNode>(Operation(deployment, list), Cancel))!["items"]!.AsArray();
                return found.Count == entries && found.All(entry => matching?.Invoke(entry!) ?? true);
            });
        return found;
    }

    // The second projector: it need not be the one that got stuck.
    private static Uri Operation(Deployment deployment, string path) => new(deployment.Fleet.Of(ServiceRole.Projector)[1].Address, $"/operations/{path}");
}
