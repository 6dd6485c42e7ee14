using System.Text.Json.Nodes;

namespace CqrsPrototype.Tests.Standalone;

/// <summary>What tests say of answers that a document describes.</summary>
internal static class OpenApiAssertions
{
    // What any answer may have, and a document need not repeat.
    private static readonly string[] Everywhere =
        ["Content-Type", "Content-Length", "Date", "Transfer-Encoding", "Cache-Control", "Expires", "Pragma", "X-Accel-Buffering", "X-Correlation-Id"];

    /// <summary>The answer of an operation has that status, and headers and a body as the operation's document describes them.</summary>
    public static async Task ShouldBeDocumentedAsync(this HttpResponseMessage response, string id, int status)
    {
        var operation = OpenApi.Operations[id];
        var documented = operation.Response(status);
        var body = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);

        ((int)response.StatusCode).Should().Be(status, body);
        response.Headers.Concat(response.Content.Headers).Select(header => header.Key).Except(Everywhere)
            .Should().BeEquivalentTo((documented["headers"]?.AsObject().Select(header => header.Key) ?? []).Except(Everywhere));
        ShouldBeDocumented(operation.Document, documented["content"]?.AsObject(), response, body);
    }

    private static void ShouldBeDocumented(string document, JsonObject? content, HttpResponseMessage response, string body)
    {
        if (content is null)
        {
            body.Should().BeEmpty();
            return;
        }

        var mediaType = response.Content.Headers.ContentType!.MediaType!;
        content.Select(form => form.Key).Should().Contain(mediaType);
        if (mediaType.EndsWith("json", StringComparison.Ordinal))
        {
            OpenApi.Violations(document, content[mediaType]!["schema"]!, JsonNode.Parse(body)).Should().BeEmpty(body);
        }
    }
}
