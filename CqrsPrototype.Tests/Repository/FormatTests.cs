using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using CqrsPrototype.EventSourcing.Streams;
using CqrsPrototype.Standalone.Ports;
using CqrsPrototype.Tests.Standalone;
using CqrsPrototype.Tests.Support;
using CqrsPrototype.Users.Domain;
using CqrsPrototype.Users.Projections;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace CqrsPrototype.Tests.Repository;

/// <summary>What is public for ever: each has its approved text, so that nobody changes it without seeing it.</summary>
public sealed partial class FormatTests
{
    private static readonly UserState.Active Ada = new("Ada@computing.org", "Ada Lovelace", Some.Time, Some.Time.AddMinutes(5));

    public static TheoryData<string> StoredEvents => [.. ApprovedFile.Names("event.*.json")];

    [Fact]
    public void The_form_of_every_event_is_approved()
    {
        var written = new UserEvent[] { new UserCreated(Ada.Email, Ada.Name), new UserUpdated(Ada.Email, "Ada King"), new UserDeleted(Ada.Email) }
            .Select(e => UserAggregate.Events.Serialize(e, Guid.NewGuid()))
            .ToList();

        written.Select(e => e.Type).Should().BeEquivalentTo(UserAggregate.Events.Names);
        foreach (var data in written)
        {
            ApprovedFile.ShouldBe($"event.{data.Type}.v{data.SchemaVersion}.json", Encoding.UTF8.GetString(data.Data.Span));
        }
    }

    [Theory]
    [MemberData(nameof(StoredEvents))]
    public void Every_event_that_was_ever_stored_can_be_read(string file)
    {
        var name = FileName().Match(file).Groups;
        var stored = new EventData(Guid.NewGuid(), name["type"].Value, int.Parse(name["schema"].Value, CultureInfo.InvariantCulture), Encoding.UTF8.GetBytes(ApprovedFile.Read(file)));

        UserAggregate.Events.Deserialize(stored).Email.Should().Be(Ada.Email);
    }

    [Fact]
    public void The_form_of_snapshots_and_views_is_approved()
    {
        var schema = UserAggregate.Definition.SnapshotSchema;
        var (active, absent) = (Json(Ada), Json(new UserState.Absent()));

        ApprovedFile.ShouldBe($"snapshot.user.v{schema}.json", $"{active}\n{absent}");
        ApprovedFile.ShouldBe(
            $"view.{UserProjection.View}.json", System.Text.Json.JsonSerializer.Serialize(UserView.Of(Ada, 2), UserViewJson.Default.UserView));
    }

    [Fact]
    public async Task The_routes_of_each_port_are_approved()
    {
        await using var app = await StandaloneApplication.StartAsync();
        var ports = new[] { "command", "query", "gateway" };
        var routes =
            from endpoint in app.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
            from port in endpoint.Metadata.GetMetadata<LocalPorts>()?.Ports ?? app.Ports
            from method in endpoint.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods ?? ["any method"]
            group method by $"{ports[Array.IndexOf(app.Ports, port)],-7} {endpoint.RoutePattern.RawText}" into route
            select $"{route.Key}  {string.Join(' ', route.Order(StringComparer.Ordinal))}";

        ApprovedFile.ShouldBe("routes.txt", string.Join('\n', routes.Order(StringComparer.Ordinal)));
    }

    private static string Json(UserState state) => System.Text.Json.JsonSerializer.Serialize(state, UserAggregate.Definition.StateJson);

    [GeneratedRegex(@"^event\.(?<type>.+)\.v(?<schema>\d+)\.json$")]
    private static partial Regex FileName();
}
