using CqrsPrototype.Benchmarks.Baselines;
using CqrsPrototype.Benchmarks.Processes;
using CqrsPrototype.Benchmarks.Product;
using CqrsPrototype.Benchmarks.Running;
using CqrsPrototype.EventSourcing.Subscriptions;

namespace CqrsPrototype.Benchmarks.Measurements.Embedded;

/// <summary>What it costs to tell everything: commands and projection with telemetry, compared with the same without.</summary>
/// <remarks>
/// The one who takes it runs on the same machine, and its share of the processor is in the rates. Where other programs are at work the rates
/// say little; the time that the product had a processor says more.
/// </remarks>
internal sealed class TelemetryCost : IMeasurement
{
    private const int Connections = 64;

    private const double Limit = 0.05;

    public string Name => "telemetry";

    public async Task RunAsync(BenchmarkRun run, CancellationToken cancellationToken)
    {
        using var collector = await BaselineServer.StartAsync(EmptyServer.Name, [], cancellationToken);
        var export = new[] { ("OTEL_EXPORTER_OTLP_ENDPOINT", $"http://127.0.0.1:{collector.Port}"), ("OTEL_EXPORTER_OTLP_PROTOCOL", "http/protobuf") };
        await MeasureCommandsAsync(run, export, cancellationToken);
        await MeasureProjectionAsync(run, new Uri(export[0].Item2), cancellationToken);
    }

    private static async Task MeasureCommandsAsync(BenchmarkRun run, (string, string)[] export, CancellationToken cancellationToken)
    {
        using var with = await TelemetryServer.StartAsync(Connections, export, cancellationToken);
        using var without = await TelemetryServer.StartAsync(Connections, [], cancellationToken);
        using var all = await TelemetryServer.StartAsync(Connections, [.. export, ("Telemetry__TracesPerSecond", "1000000")], cancellationToken);
        foreach (var server in (TelemetryServer[])[with, without, all])
        {
            await server.RunAsync(run.Scale.WarmUp, cancellationToken);
        }

        Func<Task<(double Rate, double Cost)>> Of(TelemetryServer server) => () => server.RunAsync(run.Scale.RoundTime, cancellationToken);
        var measured = await run.AlternateAsync(Of(with), Of(without), Of(all));
        var (rates, costs) = (Array.ConvertAll(measured, Rates), Array.ConvertAll(measured, Costs));
        run.Report(Row.Of("commands with telemetry, 64 connections", "/s", rates[0], "without", rates[1], Goal.RatioAtLeast(1 - Limit)));
        run.Report(Row.Of("processor time of a command with telemetry", "µs", costs[0], "without", costs[1], Goal.RatioAtMost(1 + Limit)));
        run.Report(Row.Of("commands with every request traced, 64 connections", "/s", rates[2], "without telemetry", rates[1]));
        run.Report(Row.Of("processor time of a command with every request traced", "µs", costs[2], "without telemetry", costs[1]));
    }

    private static async Task MeasureProjectionAsync(BenchmarkRun run, Uri collector, CancellationToken cancellationToken)
    {
        var events = run.Scale.LogEvents;
        using var directory = new TemporaryDirectory();
        await using var product = HeadlessProduct.Open(directory.File("product"));
        await product.FillLogAsync(events, LogShape.Spread, cancellationToken);
        var (runs, live) = (new ProjectionRuns(product), new LogSubscriptionOptions { BatchSize = 1000 });

        async Task<(double Rate, double Cost)> With()
        {
            using var listening = new Listening(collector);
            return await Without();
        }

        async Task<(double Rate, double Cost)> Without()
        {
            var before = Environment.CpuUsage.TotalTime;
            var rate = await runs.RunAsync(0, events, live, cancellationToken);
            return (rate, (Environment.CpuUsage.TotalTime - before).TotalMicroseconds / events);
        }

        await With();
        await Without();
        var measured = await run.AlternateAsync(With, Without);
        var (rates, costs) = (Array.ConvertAll(measured, Rates), Array.ConvertAll(measured, Costs));
        run.Report(Row.Of("live projection with telemetry, batches of 1000", "events/s", rates[0], "without", rates[1], Goal.RatioAtLeast(1 - Limit)));
        run.Report(Row.Of("processor time of a projected event with telemetry", "µs", costs[0], "without", costs[1], Goal.RatioAtMost(1 + Limit)));
    }

    private static double[] Rates((double Rate, double Cost)[] rounds) => Array.ConvertAll(rounds, round => round.Rate);

    private static double[] Costs((double Rate, double Cost)[] rounds) => Array.ConvertAll(rounds, round => round.Cost);
}
