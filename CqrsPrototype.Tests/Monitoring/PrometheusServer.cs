using System.Globalization;
using System.Text.Json.Nodes;
using CqrsPrototype.Drill.Processes;
using CqrsPrototype.Tests.Monitoring.Receiving;
using CqrsPrototype.Tests.Support;

namespace CqrsPrototype.Tests.Monitoring;

/// <summary>A real Prometheus with the configuration and the rules of this repository, on a port and data of its own.</summary>
internal sealed class PrometheusServer : IAsyncDisposable
{
    private static readonly TimeSpan DefaultInterval = TimeSpan.FromSeconds(10);

    private readonly TemporaryDirectory _directory;
    private readonly ChildProcess _process;
    private readonly OtlpReceiver _receiver;
    private readonly HttpClient _http;

    private PrometheusServer(TemporaryDirectory directory, ChildProcess process, OtlpReceiver receiver, int port)
    {
        (_directory, _process, _receiver) = (directory, process, receiver);
        _http = new HttpClient { BaseAddress = new Uri($"http://127.0.0.1:{port}"), Timeout = TimeSpan.FromMinutes(2) };
    }

    /// <summary>What a process must be told, by its environment, so that its metrics get here.</summary>
    public IReadOnlyDictionary<string, string> Export(TimeSpan interval) => new Dictionary<string, string>
    {
        // Traces and logs go where nobody listens.
        ["OTEL_EXPORTER_OTLP_ENDPOINT"] = "http://127.0.0.1:9",
        ["OTEL_EXPORTER_OTLP_METRICS_ENDPOINT"] = _receiver.Endpoint,
        ["OTEL_EXPORTER_OTLP_METRICS_PROTOCOL"] = "http/protobuf",
        ["OTEL_METRIC_EXPORT_INTERVAL"] = interval.TotalMilliseconds.ToString(CultureInfo.InvariantCulture),
    };

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    /// <summary>Starts it, or skips the test where there is none.</summary>
    /// <param name="interval">How often it scrapes and evaluates; <see langword="null"/> for what the configuration says.</param>
    /// <param name="targets">The address of each server that is scraped, by the name of its file without extension.</param>
    public static async Task<PrometheusServer> StartAsync(TimeSpan? interval = null, params (string Name, string Address)[] targets)
    {
        var (program, directory, port) = (Prometheus.Server, new TemporaryDirectory(), Support.FreePorts.Take(1)[0]);
        var receiver = await OtlpReceiver.StartAsync();
        await CopyConfigurationAsync(directory.Path, interval, receiver.Target, targets);
        var process = ChildProcess.Start(
            program,
            [$"--config.file={directory.Path}/prometheus.yml", $"--storage.tsdb.path={directory.Path}/data", $"--web.listen-address=127.0.0.1:{port}"],
            new Dictionary<string, string>(),
            Log(directory));
        var server = new PrometheusServer(directory, process, receiver, port);
        await Eventually.Until("Prometheus is ready", server.IsReadyAsync);
        return server;
    }

    /// <summary>The values of a query now; NaN, which Grafana does not show, is none.</summary>
    /// <exception cref="HttpRequestException">It is not PromQL.</exception>
    public async Task<IReadOnlyList<double>> QueryAsync(string expression)
    {
        var results = (await GetAsync($"query?query={Uri.EscapeDataString(expression)}"))["result"]!.AsArray();
        return [.. results.Select(result => double.Parse((string)result!["value"]![1]!, CultureInfo.InvariantCulture)).Where(value => !double.IsNaN(value))];
    }

    /// <summary>The names of the alerts that fire.</summary>
    public async Task<IReadOnlySet<string>> FiringAsync() =>
        (await GetAsync("alerts"))["alerts"]!.AsArray()
            .Where(alert => (string)alert!["state"]! == "firing").Select(alert => (string)alert!["labels"]!["alertname"]!).ToHashSet();

    /// <summary>The rules that could not be evaluated, each with the reason.</summary>
    public async Task<IReadOnlyList<string>> FailedRulesAsync() =>
        [.. from @group in (await GetAsync("rules"))["groups"]!.AsArray()
            from rule in @group!["rules"]!.AsArray()
            where (string)rule!["health"]! == "err"
            select $"{rule["name"]}: {rule["lastError"]}"];

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        await _process.KillAsync(CancellationToken.None);
        _process.Dispose();
        await _receiver.DisposeAsync();
        _directory.Dispose();
    }

    private static string Log(TemporaryDirectory directory) => Path.Combine(directory.Path, "prometheus.log");

    private static async Task CopyConfigurationAsync(string directory, TimeSpan? interval, string receiver, (string Name, string Address)[] targets)
    {
        var source = Path.Combine(MonitoringFiles.Folder, "prometheus");
        var configuration = await File.ReadAllTextAsync(Path.Combine(source, "prometheus.yml"), Cancel);
        var seconds = (interval ?? DefaultInterval).TotalSeconds;
        configuration = configuration.Replace("_interval: 10s", $"_interval: {seconds}s", StringComparison.Ordinal)
            + $"\n  - {{job_name: receiver, honor_labels: true, scrape_interval: 1s, static_configs: [{{targets: [{receiver}]}}]}}\n";
        await File.WriteAllTextAsync(Path.Combine(directory, "prometheus.yml"), configuration, Cancel);
        Directory.CreateDirectory(Path.Combine(directory, "rules"));
        foreach (var file in Directory.GetFiles(Path.Combine(source, "rules")))
        {
            File.Copy(file, Path.Combine(directory, "rules", Path.GetFileName(file)));
        }

        Directory.CreateDirectory(Path.Combine(directory, "targets"));
        foreach (var (name, address) in targets)
        {
            await File.WriteAllTextAsync(Path.Combine(directory, "targets", $"{name}.yml"), $"[{{targets: [{address}]}}]", Cancel);
        }
    }

    private async ValueTask<bool> IsReadyAsync()
    {
        Assert.False(_process.HasExited, $"Prometheus has ended: {(_process.HasExited ? await File.ReadAllTextAsync(Log(_directory), Cancel) : "")}");
        try
        {
            using var ready = await _http.GetAsync("/-/ready", Cancel);
            return ready.IsSuccessStatusCode;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }

    private async Task<JsonNode> GetAsync(string path)
    {
        using var response = await _http.GetAsync($"/api/v1/{path}", Cancel);
        var answer = JsonNode.Parse(await response.Content.ReadAsStringAsync(Cancel))!;
        return response.IsSuccessStatusCode ? answer["data"]! : throw new HttpRequestException($"{path}: {answer["error"]}");
    }
}
