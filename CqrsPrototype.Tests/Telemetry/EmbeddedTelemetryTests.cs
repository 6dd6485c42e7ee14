using System.Net.Http.Json;
using System.Text.RegularExpressions;
using CqrsPrototype.EventSourcing.Streams;
using CqrsPrototype.Sqlite;
using CqrsPrototype.Tests.Standalone;
using CqrsPrototype.Tests.Support;
using CqrsPrototype.Tests.Telemetry.Otlp;
using Microsoft.Extensions.DependencyInjection;

namespace CqrsPrototype.Tests.Telemetry;

/// <summary>What the standalone host on its own file exports.</summary>
public sealed class EmbeddedTelemetryTests : IAsyncLifetime
{
    private const string Email = "ada@computing.org";

    private readonly TemporaryDirectory _directory = new();
    private OtlpCollector _collector = null!;
    private StandaloneProcess _process = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _collector = await OtlpCollector.StartAsync();
        _process = await StandaloneProcess.StartAsync(_directory.Path, settings: _collector.Settings);
    }

    public async ValueTask DisposeAsync()
    {
        _process.Dispose();
        await _collector.DisposeAsync();
        _directory.Dispose();
    }

    [Fact]
    public async Task A_command_is_followed_from_the_request_through_the_log_to_its_view()
    {
        var trace = await SendAsync(HttpMethod.Post, "/users", new { email = Email, name = "Ada" });

        var spans = await _collector.TraceAsync(trace, "POST /users", "project users");
        spans.PathsTo("project users").Should().Contain("POST /users > command CreateUser > decide user > append user > project users");
        spans.Select(span => span.Name).Distinct().Should().HaveCount(5);
        spans.Should().OnlyContain(span => !span.IsError);
        spans.Single(span => span.Name == "command CreateUser").Attributes.Should().Contain("cqrs.command.outcome", "accepted");
        spans.Should().Contain(span => Equals(span.Attributes.GetValueOrDefault("cqrs.projection.outcome"), "applied"))
            .Which.Attributes.Should().Contain("cqrs.stream.version", 1L);
    }

    [Fact]
    public async Task A_command_whose_caller_does_not_record_it_leaves_no_span()
    {
        var unrecorded = await SendAsync(HttpMethod.Post, "/users", new { email = Email, name = "Ada" }, recorded: false);
        var recorded = await SendAsync(HttpMethod.Put, $"/users/{Email}", new { name = "Ada King" });

        await _collector.TraceAsync(recorded, "PUT /users/{email}", "project users");
        _collector.Spans.Should().NotContain(span => span.Trace == unrecorded);
    }

    [Fact]
    public async Task Metrics_go_to_Prometheus_too_if_its_address_is_given()
    {
        await using var prometheus = await OtlpCollector.StartAsync();
        using var directory = new TemporaryDirectory();
        var address = $"{prometheus.Settings["OTEL_EXPORTER_OTLP_ENDPOINT"]}/v1/metrics";

        using var process = await StandaloneProcess.StartAsync(directory.Path, settings: new Dictionary<string, string>(_collector.Settings)
        {
            ["Telemetry__Prometheus"] = address,
            ["OTEL_SERVICE_NAME"] = "twice",
        });

        foreach (var collector in new[] { _collector, prometheus })
        {
            await Eventually.Until("it gets them", () => collector.Points.Any(point => point is { Service: "twice", Name: "cqrs.log.position" }));
        }

        prometheus.Spans.Should().BeEmpty();
        prometheus.Logs.Should().BeEmpty();
    }

    [Fact]
    public async Task No_trace_metric_or_line_of_the_log_holds_an_address_or_a_name()
    {
        await SendAsync(HttpMethod.Post, "/users", new { email = Email, name = "Lovelace" });
        await SendAsync(HttpMethod.Post, "/users", new { email = Email, name = "Lovelace" });
        await SendAsync(HttpMethod.Post, "/users", new { email = $"{Email}@", name = "Lovelace" });
        await SendAsync(HttpMethod.Put, $"/users/{Email}", new { name = "King Lovelace" });
        await SendAsync(HttpMethod.Post, $"/nothing/{Email}", new { });
        using var found = await _process.Queries.GetAsync($"/users/{Email}?minVersion=2", Cancel);
        using var searched = await _process.Queries.GetAsync($"/users?search={Email}", Cancel);
        var trace = await SendAsync(HttpMethod.Delete, $"/users/{Email}", null);

        await _collector.TraceAsync(trace, "DELETE /users/{email}", "project users");
        await Eventually.Until("all metrics are told", () => _collector.Points.Count(point => point.Name == "cqrs.log.position") > 1);
        await StopAsync();

        EveryText().Should().NotContain(text => text.Contains("computing", StringComparison.OrdinalIgnoreCase) || text.Contains("Lovelace"));
    }

    [Fact]
    public async Task A_line_about_the_event_of_a_command_has_the_trace_id_of_the_command()
    {
        var (trace, traceParent) = Traces.Begin();
        await StopAsync();
        await AppendUnknownAsync(traceParent);

        using var again = await StandaloneProcess.StartAsync(_directory.Path, settings: _collector.Settings);

        await Eventually.Until("the stream is stuck", () => _collector.Logs.Any(line => line.Body.Contains("is stuck", StringComparison.Ordinal)));
        _collector.Logs.First(line => line.Body.Contains("is stuck", StringComparison.Ordinal)).Trace.Should().Be(trace);
        await Eventually.Until(
            "the line is on the console", () => Regex.IsMatch(again.Output, $"Z fail CqrsPrototype\\..*\\[3001\\] {trace} View "));
    }

    private async Task<string> SendAsync(HttpMethod method, string path, object? body, bool recorded = true)
    {
        var (trace, traceParent) = Traces.Begin(recorded);
        using var request = new HttpRequestMessage(method, path)
        {
            Content = body is null ? null : JsonContent.Create(body),
            Headers = { { "traceparent", traceParent } },
        };
        using var response = await _process.Commands.SendAsync(request, Cancel);
        return trace;
    }

    // Beside another event, so that they are projected together.
    private async Task AppendUnknownAsync(string traceParent)
    {
        await using var stores = new ServiceCollection().AddLogging().AddSqliteEventStore(_directory.Path).BuildServiceProvider();
        foreach (var (type, metadata) in new[] { ("user.unknown", new EventMetadata(TraceParent: traceParent)), ("user.deleted", EventMetadata.None) })
        {
            var commit = new Commit(Guid.CreateVersion7(), Some.Stream("user"), StreamVersion.None, Some.Time, [Some.Event(type)]) { Metadata = metadata };
            (await stores.GetRequiredService<IEventStore>().AppendAsync(commit, Cancel)).Should().Be(AppendResult.Appended);
        }
    }

    private async Task StopAsync()
    {
        _process.Signal("TERM");
        (await _process.WaitAsync()).Should().Be(0);
    }

    private IEnumerable<string> EveryText()
    {
        var attributes = _collector.Spans.SelectMany(span => span.Attributes)
            .Concat(_collector.Points.SelectMany(point => point.Attributes))
            .Concat(_collector.Logs.SelectMany(line => line.Attributes));
        return
        [
            .. attributes.Select(attribute => $"{attribute.Key}={attribute.Value}"), .. _collector.Spans.Select(span => span.Name),
            .. _collector.Logs.Select(line => line.Body), _process.Output,
        ];
    }
}
