using System.Globalization;
using System.Net.Sockets;
using System.Text.RegularExpressions;
using CqrsPrototype.Tests.Standalone;
using CqrsPrototype.Tests.Support;
using CqrsPrototype.Tests.SystemTests;
using RabbitMQ.Client;

namespace CqrsPrototype.Tests.Monitoring;

/// <summary>The queries of dashboards and rules in a real Prometheus that a running system pushes to.</summary>
[Collection(OneAtATime.Name)]
public sealed partial class QueryTests
{
    private const string RateInterval = "20s";
    private const int PluginPort = 15692;

    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(5);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Each_query_has_data_from_a_system_on_servers_that_has_had_each_kind_of_trouble()
    {
        await using var exporter = await RecordedExporter.StartAsync();
        await using var prometheus = await PrometheusServer.StartAsync(Interval, ("rabbitmq", await PluginAsync()), ("mongodb", exporter.Address));
        await using var system = await ServerSystem.StartAsync(prometheus.Export(Interval));
        await using var listener = await ServerSentEvents.OpenAsync(system.Processes[0].Queries, lastEventId: null, Cancel);
        await using var load = new Load([.. system.Processes.Select(process => process.Commands)], system.Processes[0].Queries);

        await new Trouble(system, prometheus).MakeAsync();

        await ShouldHaveDataAsync(prometheus, [.. MonitoringFiles.Queries.Select(query => (query.ToString(), query.For(RateInterval))), .. Series]);
        (await prometheus.FailedRulesAsync()).Should().BeEmpty();
    }

    [Fact]
    public async Task On_the_embedded_host_each_query_has_data_but_for_those_about_servers_and_about_several_processes()
    {
        using var directory = new TemporaryDirectory();
        await using var prometheus = await PrometheusServer.StartAsync(Interval);
        using var process = await StandaloneProcess.StartAsync(directory.Path, settings: prometheus.Export(Interval));
        await using var listener = await ServerSentEvents.OpenAsync(process.Queries, lastEventId: null, Cancel);
        await using var load = new Load([process.Commands], process.Queries);

        var queries = MonitoringFiles.Queries.Where(query => query.Dashboard != "servers.json")
            .Select(query => (query.ToString(), query.For(RateInterval))).Concat(Series)
            .Where(query => !OnServersOnly().IsMatch(query.Item2));

        await ShouldHaveDataAsync(prometheus, [.. queries]);
        (await prometheus.FailedRulesAsync()).Should().BeEmpty();
    }

    /// <summary>What alerts look at: while none fires, their expressions have no value, but the series in them do.</summary>
    private static IEnumerable<(string Name, string Expression)> Series =>
        from rule in MonitoringFiles.Rules
        from name in rule.IsAlert ? Metric().Matches(rule.Expression).Select(match => match.Value) : [rule.Name]
        select ($"{rule.Name}: {name}", name);

    private static async Task ShouldHaveDataAsync(PrometheusServer prometheus, List<(string Name, string Expression)> queries)
    {
        queries.Should().NotBeEmpty();
        using var limit = new CancellationTokenSource(Limit);
        using var timer = new PeriodicTimer(Interval);
        while (queries.Count > 0 && !limit.IsCancellationRequested)
        {
            await timer.WaitForNextTickAsync(Cancel);
            foreach (var query in queries.ToList())
            {
                if ((await prometheus.QueryAsync(query.Expression)).Count > 0)
                {
                    queries.Remove(query);
                }
            }
        }

        Assert.True(queries.Count == 0, $"No data within {Limit.TotalSeconds} s:{string.Concat(queries.Select(query => $"\n  {query.Name}"))}");
    }

    private static async Task<string> PluginAsync()
    {
        var host = new ConnectionFactory { Uri = new Uri(Servers.Messaging) }.HostName;
        var port = int.TryParse(Environment.GetEnvironmentVariable("RABBITMQ_PROMETHEUS_PORT"), CultureInfo.InvariantCulture, out var given) ? given : PluginPort;
        try
        {
            using var client = new TcpClient();
            await client.ConnectAsync(host, port, Cancel);
        }
        catch (SocketException)
        {
            Assert.Skip($"No Prometheus plugin of RabbitMQ on port {port}: enable it, or set RABBITMQ_PROMETHEUS_PORT, to run this test.");
        }

        return $"{host}:{port}";
    }

    [GeneratedRegex("sequencer|relay|messag|broker|_conflicts|_retries|_gaps|_mended")]
    private static partial Regex OnServersOnly();

    [GeneratedRegex(@"[a-z]+:cqrs_[a-z_]+:[a-z0-9_]+|cqrs_[a-z_]+(?=[\[{])")]
    private static partial Regex Metric();
}
