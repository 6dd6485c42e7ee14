using System.Net;
using System.Text.Json.Nodes;

namespace CqrsPrototype.Tests.Standalone;

/// <summary>What tests say of answers.</summary>
internal static class HttpAssertions
{
    private const string Replayed = "Idempotency-Replayed";

    public static string? Header(this HttpResponseMessage response, string name) =>
        response.Headers.TryGetValues(name, out var values) || response.Content.Headers.TryGetValues(name, out values) ? string.Join(",", values) : null;

    public static async Task<JsonNode> JsonAsync(this HttpResponseMessage response) =>
        JsonNode.Parse(await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken))!;

    /// <summary>The answer is that of the first request with the same key: status, body and headers, but for what each answer has of its own.</summary>
    public static async Task ShouldRepeatAsync(this HttpResponseMessage repeated, HttpResponseMessage first)
    {
        repeated.StatusCode.Should().Be(first.StatusCode);
        repeated.Header(Replayed).Should().Be("true");
        first.Header(Replayed).Should().BeNull();
        Repeatable(repeated).Should().BeEquivalentTo(Repeatable(first));
        (await BodyAsync(repeated)).Should().Be(await BodyAsync(first));
    }

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

    private static Dictionary<string, string> Repeatable(HttpResponseMessage response) => response.Headers.Concat(response.Content.Headers)
        .Where(header => header.Key is not (Replayed or "Date" or "X-Correlation-Id"))
        .ToDictionary(header => header.Key, header => string.Join(",", header.Value));

    private static Task<string> BodyAsync(HttpResponseMessage response) => response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
}
