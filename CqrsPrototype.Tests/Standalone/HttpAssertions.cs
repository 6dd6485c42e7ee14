using System.Net;
using System.Text.Json.Nodes;

namespace CqrsPrototype.Tests.Standalone;

/// <summary>What tests say of answers.</summary>
internal static class HttpAssertions
{
    public static string? Header(this HttpResponseMessage response, string name) =>
        response.Headers.TryGetValues(name, out var values) || response.Content.Headers.TryGetValues(name, out values) ? string.Join(",", values) : null;

    public static async Task<JsonNode> JsonAsync(this HttpResponseMessage response) =>
        JsonNode.Parse(await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken))!;

    /// <summary>The answer is that problem, complete and with nothing of the inside.</summary>
    public static async Task<JsonNode> ShouldBeProblemAsync(this HttpResponseMessage response, string name, int status)
    {
        var text = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        response.StatusCode.Should().Be((HttpStatusCode)status, text);
        response.Content.Headers.ContentType!.MediaType.Should().Be("application/problem+json");
        var problem = JsonNode.Parse(text)!;
        ((string)problem["type"]!).Should().Be($"/problems/{name}");
        ((int)problem["status"]!).Should().Be(status);
        ((string)problem["title"]!).Should().NotBeEmpty();
        ((string)problem["detail"]!).Should().NotBeEmpty();
        ((string)problem["traceId"]!).Should().MatchRegex("^[0-9a-f]{32}$");
        text.Should().NotContain("Exception").And.NotContain("   at ");
        response.Header("X-Correlation-Id").Should().NotBeNullOrEmpty();
        return problem;
    }
}
