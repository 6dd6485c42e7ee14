using System.Text.Json.Nodes;
using CqrsPrototype.Tests.Standalone;

namespace CqrsPrototype.Tests.Users;

/// <summary>Each operation answers with each status that its document names, in the form that the document gives; the list is complete.</summary>
public sealed class OpenApiConformanceTests
{
    // What any answer may have, and a document need not repeat.
    private static readonly string[] Everywhere =
        ["Content-Type", "Content-Length", "Date", "Transfer-Encoding", "Cache-Control", "Expires", "Pragma", "X-Accel-Buffering", "X-Correlation-Id"];

    public static TheoryData<string, int> All
    {
        get
        {
            var all = new TheoryData<string, int>();
            foreach (var (operation, status) in OpenApiCases.All.Keys)
            {
                all.Add(operation, status);
            }

            return all;
        }
    }

    [Fact]
    public void Every_status_that_is_documented_is_shown_here() =>
        OpenApiCases.All.Keys.Should().BeEquivalentTo(OpenApi.Operations.Values
            .Where(operation => operation.Document is "commands" or "queries")
            .SelectMany(operation => operation.Statuses.Select(status => (operation.Id, status))));

    [Theory]
    [MemberData(nameof(All))]
    public async Task It_answers_as_documented(string id, int status)
    {
        await using var app = await UsersApplication.StartAsync();
        var operation = OpenApi.Operations[id];
        var documented = operation.Response(status);

        var response = await OpenApiCases.All[(id, status)](app);

        ((int)response.StatusCode).Should().Be(status);
        response.Headers.Concat(response.Content.Headers).Select(header => header.Key).Except(Everywhere)
            .Should().BeEquivalentTo((documented["headers"]?.AsObject().Select(header => header.Key) ?? []).Except(Everywhere));
        ShouldBeDocumented(operation.Document, documented["content"]?.AsObject(), response, await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
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
