using System.Diagnostics;
using System.Net;

namespace CqrsPrototype.Tests.Standalone;

/// <summary>Each row of the contract's queries, against the real host.</summary>
public sealed class QueryApiTests : IAsyncLifetime
{
    private StandaloneApplication _app = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _app = await StandaloneApplication.StartAsync();

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    [Fact]
    public async Task A_user_is_read_as_the_command_has_answered()
    {
        var created = await _app.CreateAsync("Ada@Computing.org");

        var read = await _app.GetAsync("/users/ada@computing.org?minVersion=1");

        read.StatusCode.Should().Be(HttpStatusCode.OK);
        read.Header("ETag").Should().Be("\"1\"");
        read.Header("Content-Type").Should().Be("application/json");
        var user = await read.JsonAsync();
        user.ToJsonString().Should().Be((await created.JsonAsync()).ToJsonString());
        read.Content.Headers.LastModified!.Value.ToUnixTimeSeconds().Should().Be(((DateTimeOffset)user["updatedAt"]!).ToUnixTimeSeconds());
    }

    [Theory]
    [InlineData("\"2\"", 304)]
    [InlineData("W/\"2\"", 304)]
    [InlineData("\"1\", \"2\"", 304)]
    [InlineData("*", 304)]
    [InlineData("\"1\"", 200)]
    [InlineData("2", 200)]
    public async Task If_None_Match_spares_what_the_client_has(string ifNoneMatch, int status)
    {
        await TwoVersionsAsync();

        var response = await _app.GetAsync("/users/ada@computing.org?minVersion=2", ("If-None-Match", ifNoneMatch));

        ((int)response.StatusCode).Should().Be(status);
        response.Header("ETag").Should().Be("\"2\"");
        (await response.Content.ReadAsByteArrayAsync(Cancel)).Length.Should().Be(status == 304 ? 0 : (int)response.Content.Headers.ContentLength!);
    }

    [Theory]
    [InlineData("/users/ada@computing.org")]
    [InlineData("/users")]
    [InlineData("/users/ada@computing.org/history")]
    public async Task HEAD_answers_as_GET_without_the_body(string path)
    {
        await TwoVersionsAsync();

        var get = await _app.GetAsync(path);
        var head = await StandaloneApplication.SendAsync(_app.Queries, HttpMethod.Head, path, null);

        head.StatusCode.Should().Be(get.StatusCode);
        head.Content.Headers.ContentLength.Should().Be(get.Content.Headers.ContentLength);
        head.Header("ETag").Should().Be(get.Header("ETag"));
        (await head.Content.ReadAsByteArrayAsync(Cancel)).Should().BeEmpty();
    }

    [Fact]
    public async Task HEAD_of_the_live_feed_answers_at_once_with_its_headers()
    {
        var head = await StandaloneApplication.SendAsync(_app.Queries, HttpMethod.Head, "/users/changes", null);

        (head.StatusCode, head.Header("Content-Type"), head.Header("Cache-Control")).Should().Be((HttpStatusCode.OK, "text/event-stream", "no-store"));
    }

    [Fact]
    public async Task A_user_that_is_not_there_is_404()
    {
        await (await _app.GetAsync("/users/nobody@computing.org")).ShouldBeProblemAsync("user-not-found", 404);
        await (await _app.GetAsync("/users/nobody@computing.org/history")).ShouldBeProblemAsync("user-not-found", 404);
    }

    [Fact]
    public async Task A_deleted_user_is_404_at_that_version_and_keeps_its_history()
    {
        await _app.CreateAsync("ada@computing.org");
        await _app.DeleteAsync("ada@computing.org");

        await (await _app.GetAsync("/users/ada@computing.org?minVersion=2")).ShouldBeProblemAsync("user-not-found", 404);

        (await HistoryAsync("")).Should().Equal("user.created", "user.deleted");
    }

    [Fact]
    public async Task A_version_that_is_not_there_is_waited_for_as_long_as_the_client_prefers()
    {
        await TwoVersionsAsync();
        var clock = Stopwatch.StartNew();

        var response = await _app.GetAsync("/users/ada@computing.org?minVersion=3", ("Prefer", "respond-async, wait=1"));

        clock.Elapsed.Should().BeGreaterThan(TimeSpan.FromSeconds(0.9));
        response.Header("Preference-Applied").Should().Be("wait=1");
        response.Header("Retry-After").Should().Be("1");
        ((long)(await response.ShouldBeProblemAsync("read-model-behind", 503))["currentVersion"]!).Should().Be(2);
    }

    [Fact]
    public async Task To_prefer_no_wait_answers_at_once_also_for_a_user_that_nobody_has_heard_of()
    {
        var response = await _app.GetAsync("/users/nobody@computing.org?minVersion=1", ("Prefer", "wait=0"));

        response.Header("Preference-Applied").Should().Be("wait=0");
        ((long)(await response.ShouldBeProblemAsync("read-model-behind", 503))["currentVersion"]!).Should().Be(0);
    }

    [Fact]
    public async Task A_reader_that_waits_is_woken_by_the_command()
    {
        var waiting = _app.GetAsync("/users/ada@computing.org?minVersion=2", ("Prefer", "wait=30"));
        await _app.CreateAsync("ada@computing.org");
        waiting.IsCompleted.Should().BeFalse();

        await _app.PutAsync("ada@computing.org", "Ada King");

        var read = await (await waiting).JsonAsync();
        ((string)read["name"]!).Should().Be("Ada King");
    }

    [Fact]
    public async Task More_than_30_seconds_are_not_granted()
    {
        await TwoVersionsAsync();

        var response = await _app.GetAsync("/users/ada@computing.org?minVersion=2", ("Prefer", "wait=3600"));

        response.Header("Preference-Applied").Should().Be("wait=30");
    }

    [Fact]
    public async Task A_user_is_read_as_of_each_version()
    {
        await TwoVersionsAsync();
        await _app.DeleteAsync("ada@computing.org");
        await _app.CreateAsync("ada@computing.org", "Ada Byron");

        ((string)(await (await _app.GetAsync("/users/ada@computing.org?version=1")).JsonAsync())["name"]!).Should().Be("Ada Lovelace");
        ((string)(await (await _app.GetAsync("/users/ada@computing.org?version=2")).JsonAsync())["name"]!).Should().Be("Ada King");
        await (await _app.GetAsync("/users/ada@computing.org?version=3")).ShouldBeProblemAsync("user-not-found", 404);
        (await _app.GetAsync("/users/ada@computing.org?version=4")).Header("ETag").Should().Be("\"4\"");
        await (await _app.GetAsync("/users/ada@computing.org?version=5")).ShouldBeProblemAsync("user-not-found", 404);
    }

    [Theory]
    [InlineData("/users/ada@computing.org?version=1&minVersion=1")]
    [InlineData("/users/ada@computing.org?version=0")]
    [InlineData("/users/ada@computing.org?version=-1")]
    [InlineData("/users/ada@computing.org?version=1&version=2")]
    [InlineData("/users/ada@computing.org?minVersion=one")]
    [InlineData("/users/ada@computing.org?minVersion=99999999999999999999")]
    [InlineData("/users/ada@computing.org?minVersion=")]
    [InlineData("/users/ada")]
    [InlineData("/users/a%2Fda@computing.org")]
    [InlineData("/users/ada@computing.org%20x")]
    [InlineData("/users/ada%@computing.org")]
    [InlineData("/users/%ff@computing.org")]
    [InlineData("/users?limit=0")]
    [InlineData("/users?limit=201")]
    [InlineData("/users?limit=many")]
    [InlineData("/users?after=*")]
    [InlineData("/users?after=")]
    [InlineData("/users?after=_w")]
    [InlineData("/users?search=a&search=b")]
    [InlineData("/users/ada@computing.org/history?after=x")]
    [InlineData("/users/ada@computing.org/history?limit=1.5")]
    public async Task What_is_malformed_is_400(string path) =>
        await (await _app.GetAsync(path)).ShouldBeProblemAsync("invalid-request", 400);

    [Theory]
    [InlineData("ada+tag@computing.org", "ada+tag@computing.org")]
    [InlineData("ada%2Btag@computing.org", "ada+tag@computing.org")]
    [InlineData("ada%252Ftag@computing.org", "ada%2Ftag@computing.org")]
    [InlineData("ren%C3%A9@computing.org", "rené@computing.org")]
    [InlineData("rene%CC%81@computing.org", "rené@computing.org")]
    [InlineData("ada%40computing.org", "ada@computing.org")]
    public async Task An_address_in_a_path_is_decoded_once(string path, string email)
    {
        await _app.CreateAsync(email);

        ((string)(await (await _app.GetAsync($"/users/{path}?minVersion=1")).JsonAsync())["email"]!).Should().Be(email);
    }

    [Fact]
    public async Task The_history_is_paged_oldest_first()
    {
        await TwoVersionsAsync();
        await _app.DeleteAsync("ada@computing.org");

        var first = await (await _app.GetAsync("/users/ada@computing.org/history?limit=2")).JsonAsync();
        var second = await (await _app.GetAsync($"/users/ada@computing.org/history?limit=2&after={first["next"]}")).JsonAsync();

        first["items"]!.AsArray().Select(i => (long)i!["version"]!).Should().Equal(1, 2);
        second["items"]!.AsArray().Select(i => (long)i!["version"]!).Should().Equal(3);
        second["next"].Should().BeNull();
        first["items"]![0]!["data"]!.ToJsonString().Should().Be("""{"email":"ada@computing.org","name":"Ada Lovelace"}""");
        second["items"]![0]!["data"]!.ToJsonString().Should().Be("""{"email":"ada@computing.org"}""");
        (await (await _app.GetAsync("/users/ada@computing.org/history?after=3")).JsonAsync())["items"]!.AsArray().Should().BeEmpty();
    }

    [Fact]
    public async Task Lists_are_paged_in_the_order_of_the_addresses_and_stable_under_inserts()
    {
        foreach (var name in new[] { "d", "B", "a", "é", "c" })
        {
            await VisibleAsync($"{name}@computing.org", $"User {name}");
        }

        var first = await (await _app.GetAsync("/users?limit=2")).JsonAsync();
        await VisibleAsync("aa@computing.org", "Between");
        await VisibleAsync("bb@computing.org", "Behind");
        var second = await (await _app.GetAsync($"/users?limit=3&after={first["next"]}")).JsonAsync();
        var third = await (await _app.GetAsync($"/users?after={second["next"]}")).JsonAsync();

        Emails(first).Should().Equal("a@computing.org", "B@computing.org");
        Emails(second).Should().Equal("bb@computing.org", "c@computing.org", "d@computing.org");
        Emails(third).Should().Equal("é@computing.org");
        third["next"].Should().BeNull();
    }

    [Theory]
    [InlineData("lov", new[] { "ada@computing.org" })]
    [InlineData("LOV", new[] { "ada@computing.org" })]
    [InlineData("%20Ada%20", new[] { "ada@computing.org", "grace@navy.mil" })]
    [InlineData("ren%C3%89", new[] { "rené@math.fr" })]
    [InlineData("grace@", new[] { "grace@navy.mil" })]
    [InlineData("velace", new string[0])]
    [InlineData("navy", new string[0])]
    [InlineData("", new[] { "ada@computing.org", "grace@navy.mil", "rené@math.fr" })]
    public async Task A_search_matches_the_beginning_of_a_word_or_of_the_address(string search, string[] emails)
    {
        await VisibleAsync("ada@computing.org", "Augusta Ada Lovelace");
        await VisibleAsync("grace@navy.mil", "Grace\\u2003Adams Hopper");
        await VisibleAsync("rené@math.fr", "Rene\u0301 Descartes");

        Emails(await (await _app.GetAsync($"/users?search={search}")).JsonAsync()).Should().Equal(emails);
    }

    [Fact]
    public async Task A_view_that_was_deleted_by_hand_is_rebuilt_with_the_next_event()
    {
        await TwoVersionsAsync();
        await ForgetViewsAsync();

        await _app.PutAsync("ada@computing.org", "Ada Byron");

        var read = await (await _app.GetAsync("/users/ada@computing.org?minVersion=3")).JsonAsync();
        ((string)read["name"]!).Should().Be("Ada Byron");
        ((string)read["createdAt"]!).Should().NotBe((string)read["updatedAt"]!);
    }

    [Fact]
    public async Task Views_that_were_deleted_by_hand_are_rebuilt_after_a_restart_byte_for_byte()
    {
        await TwoVersionsAsync();
        await VisibleAsync("grace@navy.mil", "Grace");
        var before = await (await _app.GetAsync("/users")).JsonAsync();
        await ForgetViewsAsync();

        await _app.RestartAsync();

        await _app.GetAsync("/users/ada@computing.org?minVersion=2");
        await _app.GetAsync("/users/grace@navy.mil?minVersion=1");
        (await (await _app.GetAsync("/users")).JsonAsync()).ToJsonString().Should().Be(before.ToJsonString());
    }

    [Fact]
    public async Task The_file_of_the_views_can_be_deleted_and_is_made_again_byte_for_byte()
    {
        await TwoVersionsAsync();
        await VisibleAsync("grace@navy.mil", "Grace");
        var before = await (await _app.GetAsync("/users")).JsonAsync();

        await _app.RestartAsync(() =>
        {
            foreach (var suffix in new[] { "", "-wal", "-shm" })
            {
                File.Delete(_app.ViewFile + suffix);
            }

            return Task.CompletedTask;
        });

        await _app.GetAsync("/users/ada@computing.org?minVersion=2");
        await _app.GetAsync("/users/grace@navy.mil?minVersion=1");
        (await (await _app.GetAsync("/users")).JsonAsync()).ToJsonString().Should().Be(before.ToJsonString());
    }

    private static IEnumerable<string> Emails(System.Text.Json.Nodes.JsonNode page) => page["items"]!.AsArray().Select(i => (string)i!["email"]!);

    private async Task ForgetViewsAsync()
    {
        await using var connection = new Microsoft.Data.Sqlite.SqliteConnection($"Data Source={_app.ViewFile};Pooling=False");
        await connection.OpenAsync(Cancel);
        await using var command = connection.CreateCommand();
        command.CommandText = "DELETE FROM views; DELETE FROM view_terms;";
        (await command.ExecuteNonQueryAsync(Cancel)).Should().BePositive();
    }

    private async Task TwoVersionsAsync()
    {
        await _app.CreateAsync("ada@computing.org");
        await _app.PutAsync("ada@computing.org", "Ada King");
        await _app.GetAsync("/users/ada@computing.org?minVersion=2");
    }

    private async Task VisibleAsync(string email, string name)
    {
        (await _app.CreateAsync(email, name)).StatusCode.Should().Be(HttpStatusCode.Created);
        (await _app.GetAsync($"/users/{Uri.EscapeDataString(email)}?minVersion=1")).StatusCode.Should().Be(HttpStatusCode.OK);
    }

    private async Task<IEnumerable<string>> HistoryAsync(string query) =>
        (await (await _app.GetAsync($"/users/ada@computing.org/history{query}")).JsonAsync())["items"]!.AsArray().Select(i => (string)i!["type"]!);
}
