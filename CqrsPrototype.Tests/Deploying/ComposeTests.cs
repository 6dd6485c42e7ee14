using System.Text.Json.Nodes;
using CqrsPrototype.Gateway.Routing;
using CqrsPrototype.Tests.Repository;
using YamlDotNet.Core;
using YamlDotNet.Serialization;

namespace CqrsPrototype.Tests.Deploying;

/// <summary>The file for Compose: what is killed comes back with its data, and no secret is in it.</summary>
public sealed class ComposeTests
{
    private static readonly string[] Servers = ["messaging", "mongo"];

    private static JsonObject Services { get; } = ServicesOf("deploy", "compose", "compose.yml");

    [Fact]
    public void Everything_starts_again_when_it_has_died() =>
        Services.Should().OnlyContain(service => (string?)service.Value!["restart"] == "unless-stopped");

    [Fact]
    public void Servers_keep_their_data_and_say_how_they_are()
    {
        foreach (var server in Servers.Select(name => Services[name]!))
        {
            server["volumes"]!.AsArray().Should().ContainSingle();
            server["healthcheck"]!["test"]!.AsArray().Should().NotBeEmpty();
        }

        ((string?)Services["messaging"]!["hostname"]).Should().Be("messaging", "a node of RabbitMQ is its data and its host name");
    }

    [Fact]
    public void Passwords_are_asked_for_and_not_written_down()
    {
        var secrets = Services.SelectMany(service => service.Value!["environment"]?.AsObject() ?? [])
            .Where(variable => variable.Key.StartsWith("ConnectionStrings", StringComparison.Ordinal) || variable.Key.Contains("PASS", StringComparison.Ordinal))
            .Select(variable => (string)variable.Value!)
            .ToList();

        secrets.Should().HaveCount(8).And.OnlyContain(value => value.Contains("_PASSWORD:?", StringComparison.Ordinal));
    }

    [Fact]
    public void The_gateway_finds_each_service()
    {
        foreach (var service in Service.All)
        {
            ((string?)Services["gateway"]!["environment"]![$"services__{service.Name}__http__0"]).Should().Be($"http://{service.Name}:8080");
            Services.Should().ContainKey(service.Name);
        }
    }

    [Fact]
    public void The_machine_alone_sees_the_ports() =>
        Services.SelectMany(service => service.Value!["ports"]?.AsArray() ?? []).Select(port => (string)port!)
            .Should().NotBeEmpty().And.OnlyContain(port => port.StartsWith("127.0.0.1:", StringComparison.Ordinal));

    [Fact]
    public void What_is_watched_tells_of_itself_to_those_that_are_there()
    {
        var (watched, monitoring) = (ServicesOf("deploy", "compose", "watched.yml"), ServicesOf("monitoring", "compose.yml"));
        var settings = Repo.Read("deploy", "compose", "watched.env").Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Where(line => line[0] != '#').Select(line => line.Split('=', 2)).ToDictionary(pair => pair[0], pair => pair[1]);

        foreach (var service in Service.All.Select(service => service.Name).Append("gateway"))
        {
            Services[service]!["environment"]!.AsObject().Where(variable => settings.ContainsKey(variable.Key))
                .Should().HaveCount(2).And.OnlyContain(variable => (string)variable.Value! == $"${{{variable.Key}:-}}");
        }

        new Uri(settings["OTEL_EXPORTER_OTLP_ENDPOINT"]).Host.Should().BeOneOf(watched.Select(service => service.Key));
        new Uri(settings["Telemetry__Prometheus"]).Host.Should().BeOneOf(monitoring.Select(service => service.Key));
        settings["RABBITMQ_METRICS"].Should().Be("messaging:15692");
        watched.Concat(monitoring).SelectMany(service => service.Value!["ports"]?.AsArray() ?? [])
            .Should().OnlyContain(port => ((string)port!).StartsWith("127.0.0.1:", StringComparison.Ordinal));
    }

    private static JsonObject ServicesOf(params string[] path)
    {
        using var file = new StringReader(Repo.Read(path));
        var yaml = new DeserializerBuilder().Build().Deserialize(new MergingParser(new Parser(file)));
        return JsonNode.Parse(new SerializerBuilder().JsonCompatible().Build().Serialize(yaml))!["services"]!.AsObject();
    }
}
