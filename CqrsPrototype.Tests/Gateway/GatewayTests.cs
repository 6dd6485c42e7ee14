using System.Net;
using System.Text.RegularExpressions;
using CqrsPrototype.Tests.Standalone;
using CqrsPrototype.Tests.Support;

namespace CqrsPrototype.Tests.Gateway;

/// <summary>One origin in front of both APIs and operations: the real gateway before the real host.</summary>
public sealed class GatewayTests : IAsyncLifetime
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(2);

    private StandaloneApplication _behind = null!;
    private GatewayApplication _gateway = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _behind = await StandaloneApplication.StartAsync();
        _gateway = await GatewayApplication.StartAsync(_behind);
    }

    public async ValueTask DisposeAsync()
    {
        await _gateway.DisposeAsync();
        await _behind.DisposeAsync();
    }

    [Fact]
    public async Task The_whole_life_of_a_user_goes_through_one_origin()
    {
        var created = await CreateAsync("ada@computing.org");
        created.StatusCode.Should().Be(HttpStatusCode.Created);
        created.Headers.Location!.OriginalString.Should().Be("/users/ada@computing.org?minVersion=1");

        var read = await _gateway.GetAsync(created.Headers.Location.OriginalString);
        ((string)(await read.JsonAsync())["name"]!).Should().Be("Ada Lovelace");

        var stale = await _gateway.SendAsync(HttpMethod.Put, "/users/ada@computing.org", """{"name":"Ada King"}""", ("If-Match", "\"7\""));
        await stale.ShouldBeProblemAsync("version-mismatch", 412);
        var updated = await _gateway.SendAsync(HttpMethod.Put, "/users/ada@computing.org", """{"name":"Ada King"}""", ("If-Match", read.Header("ETag")!));
        updated.Header("ETag").Should().Be("\"2\"");

        (await _gateway.SendAsync(HttpMethod.Delete, "/users/ada@computing.org")).StatusCode.Should().Be(HttpStatusCode.NoContent);
        await (await _gateway.GetAsync("/users/ada@computing.org?minVersion=3")).ShouldBeProblemAsync("user-not-found", 404);
        (await (await _gateway.GetAsync("/users/ada@computing.org/history")).JsonAsync())["items"]!.AsArray().Should().HaveCount(3);
    }

    [Fact]
    public async Task A_repeated_command_gets_the_same_answer()
    {
        var first = await CreateAsync("ada@computing.org", ("Idempotency-Key", "k1"));
        var second = await CreateAsync("ada@computing.org", ("Idempotency-Key", "k1"));

        await second.ShouldRepeatAsync(first);
    }

    [Theory]
    [InlineData("a%252fb@computing.org", "a%2fb@computing.org")]
    [InlineData("a+b@computing.org", "a+b@computing.org")]
    [InlineData("%C3%A4%40computing.org", "ä@computing.org")]
    public async Task An_address_in_the_path_arrives_as_it_was_sent(string inPath, string email)
    {
        await CreateAsync(email);

        var read = await _gateway.GetAsync($"/users/{inPath}?minVersion=1");

        ((string)(await read.JsonAsync())["email"]!).Should().Be(email);
    }

    [Fact]
    public async Task A_change_arrives_at_once()
    {
        await using var changes = await ServerSentEvents.OpenAsync(_gateway.Client, null, Cancel);
        changes.ContentType.Should().Be("text/event-stream");

        await CreateAsync("ada@computing.org");

        (await changes.NextAsync()).Should().StartWith("0|user.created|");
    }

    [Fact]
    public async Task A_client_that_listens_does_not_hold_up_the_end_of_the_gateway()
    {
        await using var changes = await ServerSentEvents.OpenAsync(_gateway.Client, null, Cancel);

        await _gateway.StopAsync().WaitAsync(Limit, Cancel);
    }

    [Fact]
    public async Task A_request_keeps_its_correlation_id()
    {
        var response = await _gateway.SendAsync(HttpMethod.Get, "/users", null, ("X-Correlation-Id", "order-1"));

        response.Header("X-Correlation-Id").Should().Be("order-1");
    }

    [Theory]
    [InlineData("PATCH", "/users", "GET, HEAD, POST")]
    [InlineData("PATCH", "/users/ada@computing.org", "DELETE, GET, HEAD, PUT")]
    [InlineData("POST", "/operations/projections", "GET, HEAD")]
    public async Task A_method_that_neither_service_has_is_405_with_those_that_they_have(string method, string path, string allowed)
    {
        var response = await _gateway.SendAsync(new HttpMethod(method), path);

        await response.ShouldBeProblemAsync("method-not-allowed", 405);
        string.Join(", ", response.Content.Headers.Allow.Order(StringComparer.Ordinal)).Should().Be(allowed);
    }

    [Theory]
    [InlineData("/nothing")]
    [InlineData("/openapi/v1.json")]
    public async Task What_nobody_has_is_404(string path) => await (await _gateway.GetAsync(path)).ShouldBeProblemAsync("not-found", 404);

    [Theory]
    [InlineData("/alive")]
    [InlineData("/health")]
    [InlineData("/scalar")]
    [InlineData("/openapi/commands/v1.json")]
    [InlineData("/openapi/queries/v1.json")]
    [InlineData("/problems/user-exists")]
    [InlineData("/problems/parked-message-not-found")]
    [InlineData("/problems/service-unavailable")]
    public async Task What_the_gateway_has_itself_is_there(string path) => (await _gateway.GetAsync(path)).StatusCode.Should().Be(HttpStatusCode.OK);

    [Fact]
    public async Task The_start_page_links_only_to_what_is_there()
    {
        var page = await _gateway.Client.GetStringAsync("/", Cancel);
        var links = Regex.Matches(page, "href=\"([^\"]+)\"").Select(m => m.Groups[1].Value).ToList();

        links.Should().NotBeEmpty();
        page.Should().Contain($"curl -i {_gateway.Client.BaseAddress!.ToString().TrimEnd('/')}/users");
        foreach (var link in links)
        {
            using var response = await _gateway.Client.GetAsync(link, HttpCompletionOption.ResponseHeadersRead, Cancel);
            response.StatusCode.Should().Be(HttpStatusCode.OK, link);
        }
    }

    private Task<HttpResponseMessage> CreateAsync(string email, params (string Name, string Value)[] headers) =>
        _gateway.SendAsync(HttpMethod.Post, "/users", $$"""{"email":"{{email}}","name":"Ada Lovelace"}""", headers);
}
