using System.Net;
using System.Text.Json.Nodes;
using CqrsPrototype.Tests.Support;
using Microsoft.Data.Sqlite;

namespace CqrsPrototype.Tests.Standalone;

/// <summary>Each row of the contract's operations, against the real host.</summary>
public sealed class OperationsApiTests : IAsyncLifetime
{
    private StandaloneApplication _app = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _app = await StandaloneApplication.StartAsync();

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    [Fact]
    public async Task A_projection_without_work_has_no_lag_also_right_after_a_restart()
    {
        await _app.CreateAsync("ada@computing.org");
        await _app.PutAsync("ada@computing.org", "Ada King");
        await ShouldBeIdleAsync();

        await _app.RestartAsync();

        await ShouldBeIdleAsync();
    }

    [Fact]
    public async Task Retry_puts_the_view_of_a_stuck_stream_right_in_order_once_the_cause_is_gone()
    {
        var retry = $"/operations/stuck/{await GetStuckAtVersion2Async()}/retry";
        await (await SendAsync(HttpMethod.Post, retry)).ShouldBeProblemAsync("still-stuck", 409);
        ((long)(await GetAdaAsync())["version"]!).Should().Be(1);

        await RemoveTheCauseAsync();
        (await SendAsync(HttpMethod.Post, retry)).StatusCode.Should().Be(HttpStatusCode.NoContent);

        var user = await GetAdaAsync();
        ((long)user["version"]!, (string)user["name"]!).Should().Be((3, "Ada 3"));
        (await StuckAsync()).Should().BeEmpty();
        await (await SendAsync(HttpMethod.Post, retry)).ShouldBeProblemAsync("stuck-stream-not-found", 404);
    }

    [Fact]
    public async Task A_stuck_stream_is_listed_until_the_cause_is_gone_and_then_goes_on_by_itself_at_the_next_start()
    {
        var stream = await GetStuckAtVersion2Async();
        await _app.RestartAsync();
        (await StuckAsync()).Select(entry => (string)entry!["stream"]!).Should().Equal(stream);

        await _app.RestartAsync(RemoveTheCauseAsync);

        await Eventually.Until("it is off the list", async () => (await StuckAsync()).Count == 0);
        ((string)(await GetAdaAsync())["name"]!).Should().Be("Ada 3");
    }

    [Fact]
    public async Task Without_a_broker_nothing_is_parked()
    {
        (await GetAsync("/operations/parked")).ToJsonString().Should().Be("""{"items":[]}""");
        await (await SendAsync(HttpMethod.Post, "/operations/parked/1/replay")).ShouldBeProblemAsync("parked-message-not-found", 404);
        await (await SendAsync(HttpMethod.Delete, "/operations/parked/1")).ShouldBeProblemAsync("parked-message-not-found", 404);
    }

    [Fact]
    public async Task Without_a_broker_nothing_is_relayed() =>
        await (await SendAsync(HttpMethod.Get, "/operations/relay")).ShouldBeProblemAsync("no-relay", 404);

    [Theory]
    [InlineData("/operations/projections")]
    [InlineData("/operations/stuck")]
    [InlineData("/operations/parked")]
    public async Task HEAD_answers_as_GET_without_the_body(string path)
    {
        var (get, head) = (await SendAsync(HttpMethod.Get, path), await SendAsync(HttpMethod.Head, path));

        head.StatusCode.Should().Be(HttpStatusCode.OK);
        head.Content.Headers.ContentLength.Should().Be(get.Content.Headers.ContentLength);
        (await head.Content.ReadAsByteArrayAsync(Cancel)).Should().BeEmpty();
    }

    [Fact]
    public async Task Operations_are_on_the_port_of_the_gateway_alone()
    {
        foreach (var client in new[] { _app.Commands, _app.Queries })
        {
            await (await StandaloneApplication.SendAsync(client, HttpMethod.Get, "/operations/projections", null)).ShouldBeProblemAsync("not-found", 404);
        }
    }

    [Fact]
    public async Task The_document_is_served_beside_the_others() =>
        ((string)(await GetAsync("/openapi/operations/v1.json"))["info"]!["title"]!).Should().Be("CqrsPrototype operations");

    private async Task ShouldBeIdleAsync()
    {
        const string Idle =
            """{"name":"users","generation":1,"state":"live","eventsApplied":2,"position":2,"lag":{"events":0,"seconds":0},"stuckStreams":0}""";
        await Eventually.Until("the projection has nothing left to do", async () => (await UsersAsync()).ToJsonString() == Idle);
    }

    // Version 1 is in the view, a newer program has written version 2, and version 3 waits behind it.
    private async Task<string> GetStuckAtVersion2Async()
    {
        await _app.CreateAsync("ada@computing.org");
        await _app.GetAsync("/users/ada@computing.org?minVersion=1");
        await AppendAsync("user.renamed", "user.updated");
        await Eventually.Until("the feed has passed them", async () => (long)(await UsersAsync())["eventsApplied"]! == 3);

        var entry = (await StuckAsync()).Should().ContainSingle().Subject!;
        ((long)entry["version"]!, (string)entry["event"]!, (string)entry["projection"]!).Should().Be((2, "user.renamed", "users"));
        return (string)entry["stream"]!;
    }

    private Task RemoveTheCauseAsync() => ExecuteAsync("UPDATE events SET type = 'user.updated' WHERE type = 'user.renamed'");

    private async Task AppendAsync(params string[] types)
    {
        foreach (var type in types)
        {
            await ExecuteAsync($$"""
                INSERT INTO events (position, stream, version, id, type, schema, data, at, commit_id, commit_index, commit_count)
                SELECT position + 1, stream, version + 1, randomblob(16), '{{type}}', 1,
                       CAST('{"email":"ada@computing.org","name":"Ada ' || (version + 1) || '"}' AS BLOB), at, randomblob(16), 0, 1
                FROM events ORDER BY position DESC LIMIT 1
                """);
        }
    }

    private async Task ExecuteAsync(string sql)
    {
        await using var connection = new SqliteConnection($"Data Source={_app.EventFile};Pooling=False");
        await connection.OpenAsync(Cancel);
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        (await command.ExecuteNonQueryAsync(Cancel)).Should().Be(1);
    }

    private async Task<JsonNode> UsersAsync() => (await GetAsync("/operations/projections"))["items"]!.AsArray().Single()!;

    private async Task<JsonNode> GetAdaAsync() => await (await _app.GetAsync("/users/ada@computing.org")).JsonAsync();

    private async Task<JsonArray> StuckAsync() => (await GetAsync("/operations/stuck"))["items"]!.AsArray();

    private async Task<JsonNode> GetAsync(string path) => await (await SendAsync(HttpMethod.Get, path)).JsonAsync();

    private Task<HttpResponseMessage> SendAsync(HttpMethod method, string path) => StandaloneApplication.SendAsync(_app.Gateway, method, path, null);
}
