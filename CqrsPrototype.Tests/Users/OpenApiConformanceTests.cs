using CqrsPrototype.Tests.Standalone;

namespace CqrsPrototype.Tests.Users;

/// <summary>Each operation answers with each status that its document names, in the form that the document gives; the list is complete.</summary>
public sealed class OpenApiConformanceTests
{
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

        await (await OpenApiCases.All[(id, status)](app)).ShouldBeDocumentedAsync(id, status);
    }
}
