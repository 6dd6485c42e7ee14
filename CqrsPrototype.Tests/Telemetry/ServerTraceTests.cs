using System.Net.Http.Json;
using CqrsPrototype.Tests.Support;
using CqrsPrototype.Tests.SystemTests;
using CqrsPrototype.Tests.Telemetry.Otlp;

namespace CqrsPrototype.Tests.Telemetry;

/// <summary>A command's trace over three processes, MongoDB and RabbitMQ, as a collector gets it.</summary>
[Collection(OneAtATime.Name)]
public sealed class ServerTraceTests
{
    private const string Appended = "POST /users > command CreateUser > decide user > append user";
    private const string ByTheBroker = $"{Appended} > publish domain_events > process projector.users > project users";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_command_is_followed_from_the_request_through_sequencer_relay_and_broker_to_its_view_in_another_process()
    {
        await using var collector = await OtlpCollector.StartAsync();
        await using var deployment = await Deployment.CreateAsync(settings: collector.Settings);
        await deployment.StartAsync(commandApis: 1, queryApis: 1, projectors: 1);
        var (trace, traceParent) = Traces.Begin();

        await SendAsync(deployment, "ada@computing.org", traceParent);

        var spans = await collector.TraceAsync(trace, "POST /users", "sequence", "process projector.users", "project users");
        spans.PathsTo("project users").Should().Contain(ByTheBroker);
        var placed = spans.Should().ContainSingle(span => span.Name == "sequence" && Equals(span.Attributes["cqrs.sequence.outcome"], "placed")).Which;
        spans.PathTo(placed).Should().Be($"{Appended} > sequence");
        spans.First(span => span.Name == "command CreateUser").Service.Should().Be("CqrsPrototype.CommandApi");
        spans.First(span => span.Name == "project users").Service.Should().Be("CqrsPrototype.Projector");
        spans.Should().Contain(span => span.Source == "MongoDB.Driver" && spans.PathTo(span).Contains("decide user > find"), "calls of the database are told");
        spans.Should().NotContain(span => span.IsError && span.Source != "MongoDB.Driver");
    }

    [Fact]
    public async Task Commands_that_are_relayed_and_projected_together_keep_a_trace_each_and_are_linked_to_their_batch()
    {
        await using var collector = await OtlpCollector.StartAsync();
        await using var deployment = await Deployment.CreateAsync(settings: collector.Settings);
        await deployment.StartAsync(commandApis: 1, queryApis: 1);
        var commands = Enumerable.Range(1, 40).Select(number => (Number: number, Begun: Traces.Begin())).ToList();
        await Task.WhenAll(commands.Select(command => SendAsync(deployment, $"user{command.Number}@x.org", command.Begun.TraceParent)));

        // What waits in the queue is taken together.
        await deployment.StartAsync(projectors: 1);

        foreach (var (_, (trace, _)) in commands)
        {
            var spans = await collector.TraceAsync(trace, "POST /users", "process projector.users", "project users");
            spans.PathsTo("project users").Should().Contain(ByTheBroker);
        }

        await Eventually.Until("a batch is told", () => collector.Spans.Any(span => span.Name == "project users batch"));
        var batch = collector.Spans.First(span => span.Name == "project users batch");
        ((long)batch.Attributes["cqrs.batch.size"]!).Should().BeGreaterThan(1);
        batch.Links.Select(link => link.Trace).Should().BeSubsetOf(commands.Select(command => command.Begun.Trace));
        collector.Spans.Where(span => span.Name == "project users" && span.Links.Contains((batch.Trace, batch.Id)))
            .Select(span => span.Trace).Should().BeEquivalentTo(batch.Links.Select(link => link.Trace));
    }

    private static async Task SendAsync(Deployment deployment, string email, string traceParent)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, deployment.Commands())
        {
            Content = JsonContent.Create(new { email, name = "Ada" }),
            Headers = { { "traceparent", traceParent } },
        };
        using var response = await deployment.Http.SendAsync(request, Cancel);
        response.EnsureSuccessStatusCode();
    }
}
