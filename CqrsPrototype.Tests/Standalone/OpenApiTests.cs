using System.Text.Json.Nodes;
using CqrsPrototype.ServiceDefaults.Api;
using CqrsPrototype.ServiceDefaults.Problems;
using CqrsPrototype.Users.Api;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace CqrsPrototype.Tests.Standalone;

/// <summary>The OpenAPI documents are written by hand: they must say what the code does.</summary>
public sealed class OpenApiTests : IAsyncLifetime
{
    private static readonly string[] Methods = ["get", "put", "post", "delete"];

    private static readonly ApiDocument[] Documents = [UserApiDocuments.Commands, UserApiDocuments.Queries];

    private StandaloneApplication _app = null!;

    public static TheoryData<string> Names => [.. Documents.Select(document => document.Name)];

    public async ValueTask InitializeAsync() => _app = await StandaloneApplication.StartAsync();

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    [Fact]
    public void They_have_exactly_the_routes_that_there_are()
    {
        var documented = Documents.SelectMany(document => Read(document.Name)["paths"]!.AsObject())
            .SelectMany(path => path.Value!.AsObject().Where(m => Methods.Contains(m.Key)).Select(m => $"{m.Key.ToUpperInvariant()} {path.Key}"));

        var mapped = _app.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
            .Where(e => e.RoutePattern.RawText!.StartsWith("/users", StringComparison.Ordinal))
            .SelectMany(e => e.Metadata.GetMetadata<HttpMethodMetadata>()!.HttpMethods.Where(m => m != "HEAD").Select(m => $"{m} {e.RoutePattern.RawText}"))
            .Distinct();

        documented.Should().BeEquivalentTo(mapped);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void They_are_OpenAPI_3_1_and_every_reference_leads_somewhere(string name)
    {
        var document = Read(name);

        ((string)document["openapi"]!).Should().StartWith("3.1.");
        foreach (var reference in Nodes(document).OfType<JsonObject>().Select(o => o["$ref"]).OfType<JsonValue>().Select(v => (string)v!))
        {
            var target = reference.Split('/').Skip(1).Aggregate((JsonNode?)document, (node, part) => node?[part]);
            target.Should().NotBeNull(reference);
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Problems_in_examples_are_those_that_the_service_knows(string name)
    {
        var known = _app.Services.GetServices<ProblemType>().ToDictionary(type => type.Uri);
        var examples = Read(name)["components"]!["responses"]!.AsObject()
            .Select(r => r.Value!["content"]!["application/problem+json"]!["example"]!)
            .ToList();

        examples.Should().NotBeEmpty();
        foreach (var example in examples)
        {
            var type = known[(string)example["type"]!];
            ((string)example["title"]!).Should().Be(type.Title);
            ((int)example["status"]!).Should().Be(type.Status);
        }
    }

    [Fact]
    public async Task The_example_of_creating_a_user_works_as_it_stands()
    {
        var operation = Read("commands")["paths"]!["/users"]!["post"]!;

        var response = await _app.PostAsync(operation["requestBody"]!["content"]!["application/json"]!["example"]!.ToJsonString());

        var example = operation["responses"]!["201"]!["content"]!["application/json"]!["example"]!.AsObject();
        (await response.JsonAsync()).AsObject().Select(m => m.Key).Should().Equal(example.Select(m => m.Key));
    }

    private static JsonNode Read(string name) => JsonNode.Parse(Documents.Single(document => document.Name == name).Read())!;

    private static IEnumerable<JsonNode?> Nodes(JsonNode? node) => node switch
    {
        JsonObject members => members.SelectMany(m => Nodes(m.Value)).Append(node),
        JsonArray items => items.SelectMany(Nodes).Append(node),
        _ => [node],
    };
}
