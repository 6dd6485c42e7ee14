using System.Text.Json.Nodes;
using CqrsPrototype.ServiceDefaults.Problems;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.OpenApi;

namespace CqrsPrototype.Tests.Standalone;

/// <summary>The OpenAPI documents are written by hand: they must be OpenAPI, and say what the code does.</summary>
public sealed class OpenApiTests : IAsyncLifetime
{
    private StandaloneApplication _app = null!;

    public static TheoryData<string> Names => [.. OpenApi.Names];

    public async ValueTask InitializeAsync() => _app = await StandaloneApplication.StartAsync();

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    [Fact]
    public void They_have_exactly_the_routes_that_there_are()
    {
        var documented = OpenApi.Operations.Values.Select(operation => $"{operation.Method.ToUpperInvariant()} {operation.Path}").ToList();
        var roots = OpenApi.Operations.Values.Select(operation => $"/{operation.Path.Split('/')[1]}").Distinct();

        var mapped = _app.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
            .Where(e => roots.Any(root => e.RoutePattern.RawText!.StartsWith(root, StringComparison.Ordinal)))
            .SelectMany(e => e.Metadata.GetMetadata<HttpMethodMetadata>()!.HttpMethods.Where(m => m != "HEAD").Select(m => $"{m} {e.RoutePattern.RawText}"))
            .Distinct();

        documented.Should().BeEquivalentTo(mapped);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void They_are_OpenAPI_3_1_to_a_reader_that_is_not_ours(string name)
    {
        var read = OpenApiDocument.Parse(OpenApi.Document(name).ToJsonString(), "json");

        read.Diagnostic!.SpecificationVersion.Should().Be(OpenApiSpecVersion.OpenApi3_1);
        read.Diagnostic.Errors.Should().BeEmpty();
        read.Diagnostic.Warnings.Should().BeEmpty();
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Every_reference_leads_somewhere_and_every_component_is_used(string name)
    {
        var document = OpenApi.Document(name);
        var references = Nodes(document).OfType<JsonObject>().Select(o => o["$ref"]).OfType<JsonValue>().Select(v => (string)v!).Distinct();
        var components = document["components"]!.AsObject().SelectMany(kind => kind.Value!.AsObject().Select(component => $"#/components/{kind.Key}/{component.Key}"));

        references.Should().BeEquivalentTo(components);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Every_body_has_an_example_that_its_schema_allows(string name)
    {
        var bodies = Nodes(OpenApi.Document(name)).OfType<JsonObject>().Select(o => o["content"]).OfType<JsonObject>().SelectMany(content => content).ToList();

        bodies.Should().NotBeEmpty();
        foreach (var (mediaType, body) in bodies)
        {
            body!["example"].Should().NotBeNull(mediaType);
            OpenApi.Violations(name, body["schema"]!, body["example"]).Should().BeEmpty("{0} is {1}", mediaType, body["example"]);
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Problems_in_examples_are_those_that_the_service_knows(string name)
    {
        var known = _app.Services.GetServices<ProblemType>().ToDictionary(type => type.Uri);
        var examples = OpenApi.Document(name)["components"]!["responses"]!.AsObject()
            .Select(response => response.Value!["content"]!["application/problem+json"]!["example"]!)
            .ToList();

        examples.Should().NotBeEmpty();
        foreach (var example in examples)
        {
            var type = known[(string)example["type"]!];
            ((string)example["title"]!).Should().Be(type.Title);
            ((int)example["status"]!).Should().Be(type.Status);
        }
    }

    private static IEnumerable<JsonNode?> Nodes(JsonNode? node) => node switch
    {
        JsonObject members => members.SelectMany(m => Nodes(m.Value)).Append(node),
        JsonArray items => items.SelectMany(Nodes).Append(node),
        _ => [node],
    };
}
