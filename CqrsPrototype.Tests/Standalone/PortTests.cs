using System.Net;

namespace CqrsPrototype.Tests.Standalone;

/// <summary>Three ports in one process, each as if it were a process of its own.</summary>
public sealed class PortTests : IAsyncLifetime
{
    private StandaloneApplication _app = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _app = await StandaloneApplication.StartAsync();

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    [Theory]
    [InlineData(0, "GET", "/users", "POST")]
    [InlineData(0, "GET", "/users/ada@computing.org", "DELETE, PUT")]
    [InlineData(1, "POST", "/users", "GET, HEAD")]
    [InlineData(1, "PUT", "/users/ada@computing.org", "GET, HEAD")]
    [InlineData(2, "PATCH", "/users", "GET, HEAD, POST")]
    [InlineData(2, "PATCH", "/users/ada@computing.org", "DELETE, GET, HEAD, PUT")]
    public async Task A_method_that_the_port_does_not_have_is_405_with_those_that_it_has(int port, string method, string path, string allowed)
    {
        var response = await StandaloneApplication.SendAsync(Client(port), new HttpMethod(method), path, null);

        await response.ShouldBeProblemAsync("method-not-allowed", 405);
        string.Join(", ", response.Content.Headers.Allow.Order(StringComparer.Ordinal)).Should().Be(allowed);
    }

    [Theory]
    [InlineData(0, "/users/ada@computing.org/history")]
    [InlineData(0, "/")]
    [InlineData(1, "/")]
    [InlineData(1, "/nothing")]
    [InlineData(2, "/openapi/v1.json")]
    public async Task What_the_port_does_not_have_is_404(int port, string path) =>
        await (await StandaloneApplication.SendAsync(Client(port), HttpMethod.Get, path, null)).ShouldBeProblemAsync("not-found", 404);

    [Fact]
    public async Task The_Host_header_does_not_choose_the_port()
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/users");
        request.Headers.Host = $"localhost:{_app.Ports[1]}";

        (await _app.Commands.SendAsync(request, Cancel)).StatusCode.Should().Be(HttpStatusCode.MethodNotAllowed);
    }

    [Theory]
    [InlineData("/alive")]
    [InlineData("/health")]
    [InlineData("/problems/user-exists")]
    public async Task What_every_port_has_can_be_read_and_nothing_else(string path)
    {
        (await StandaloneApplication.SendAsync(_app.Queries, HttpMethod.Head, path, null)).StatusCode.Should().Be(HttpStatusCode.OK);
        await (await StandaloneApplication.SendAsync(_app.Queries, HttpMethod.Post, path, "{}")).ShouldBeProblemAsync("method-not-allowed", 405);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    public async Task Each_port_says_that_it_is_alive_and_healthy(int port)
    {
        (await Client(port).GetAsync("/alive", Cancel)).StatusCode.Should().Be(HttpStatusCode.OK);
        var health = await (await Client(port).GetAsync("/health", Cancel)).JsonAsync();
        ((string)health["status"]!).Should().Be("Healthy");
        ((string)health["entries"]!["sqlite"]!["status"]!).Should().Be("Healthy");
        ((string)health["entries"]!["sqlite"]!["description"]!).Should().NotBeEmpty();
    }

    [Theory]
    [InlineData(0, "/scalar", "text/html")]
    [InlineData(1, "/scalar", "text/html")]
    [InlineData(2, "/scalar", "text/html")]
    [InlineData(2, "/", "text/html")]
    [InlineData(0, "/openapi/v1.json", "application/json")]
    [InlineData(1, "/openapi/v1.json", "application/json")]
    [InlineData(2, "/openapi/commands/v1.json", "application/json")]
    [InlineData(2, "/openapi/queries/v1.json", "application/json")]
    public async Task Documentation_is_where_the_contract_says(int port, string path, string mediaType)
    {
        var response = await Client(port).GetAsync(path, Cancel);

        response.StatusCode.Should().Be(HttpStatusCode.OK);
        response.Content.Headers.ContentType!.MediaType.Should().Be(mediaType);
    }

    [Theory]
    [InlineData("invalid-request")]
    [InlineData("user-not-found")]
    [InlineData("user-exists")]
    [InlineData("version-mismatch")]
    [InlineData("key-reused")]
    [InlineData("read-model-behind")]
    [InlineData("read-model-damaged")]
    [InlineData("overloaded")]
    [InlineData("store-unavailable")]
    [InlineData("not-found")]
    [InlineData("method-not-allowed")]
    [InlineData("too-large")]
    [InlineData("unsupported-media-type")]
    public async Task Each_kind_of_problem_has_its_page_for_people_on_each_port(string name)
    {
        for (var port = 0; port < 3; port++)
        {
            var response = await Client(port).GetAsync($"/problems/{name}", Cancel);

            response.StatusCode.Should().Be(HttpStatusCode.OK);
            response.Content.Headers.ContentType!.MediaType.Should().Be("text/html");
            (await response.Content.ReadAsStringAsync(Cancel)).Should().Contain("<h1>").And.Contain(name);
        }
    }

    [Theory]
    [InlineData(0, "openapi/v1.json")]
    [InlineData(1, "openapi/v1.json")]
    [InlineData(2, "openapi/commands/v1.json", "openapi/queries/v1.json", "openapi/operations/v1.json")]
    public async Task The_reader_of_the_documents_comes_from_this_process_and_shows_those_of_the_port(int port, params string[] documents)
    {
        var page = await Client(port).GetStringAsync("/scalar", Cancel);

        page.Should().NotContain("http:").And.NotContain("https:").And.Contain("\"telemetry\":false");
        System.Text.RegularExpressions.Regex.Matches(page, "\"url\":\"([^\"]+)\"").Select(m => m.Groups[1].Value).Should().Equal(documents);
        foreach (var script in System.Text.RegularExpressions.Regex.Matches(page, "src=\"([^\"]+)\"").Select(m => m.Groups[1].Value))
        {
            (await Client(port).GetAsync($"/scalar/{script}", Cancel)).StatusCode.Should().Be(HttpStatusCode.OK, script);
        }
    }

    [Fact]
    public async Task The_start_page_links_only_to_what_is_there()
    {
        var page = await (await _app.Gateway.GetAsync("/", Cancel)).Content.ReadAsStringAsync(Cancel);
        var links = System.Text.RegularExpressions.Regex.Matches(page, "href=\"([^\"]+)\"").Select(m => m.Groups[1].Value.Replace("localhost", "127.0.0.1")).ToList();

        links.Should().NotBeEmpty();
        foreach (var link in links)
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(_app.Gateway.BaseAddress!, link));
            using var response = await _app.Gateway.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, Cancel);
            response.StatusCode.Should().Be(HttpStatusCode.OK, link);
        }
    }

    private HttpClient Client(int port) => new[] { _app.Commands, _app.Queries, _app.Gateway }[port];
}
