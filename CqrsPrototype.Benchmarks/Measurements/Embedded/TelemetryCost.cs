using CqrsPrototype.Benchmarks.Baselines;
using CqrsPrototype.Benchmarks.Processes;
using CqrsPrototype.Benchmarks.Product;
using CqrsPrototype.Benchmarks.Running;
using CqrsPrototype.EventSourcing.Subscriptions;

namespace CqrsPrototype.Benchmarks.Measurements.Embedded;

/// <summary>What it costs to tell everything: commands and projection with telemetry, compared with the same without.</summary>
/// <remarks>The one who takes it runs on the same machine, and its share of the processor is in the figure.</remarks>
internal sealed class TelemetryCost : IMeasurement
{
    private const int Connections = 64;

    private static readonly Goal AtMostFivePercent = Goal.RatioAtLeast(0.95);

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

        Func<Task<double>> Of(TelemetryServer server) => () => server.RunAsync(run.Scale.RoundTime, cancellationToken);
        var rates = await run.AlternateAsync(Of(with), Of(without), Of(all));
        run.Report(Row.Of("commands with telemetry, 64 connections", "/s", rates[0], "without", rates[1], AtMostFivePercent));
        run.Report(Row.Of("commands with every request traced, 64 connections", "/s", rates[2], "without telemetry", rates[1]));
    }

    private static async Task MeasureProjectionAsync(BenchmarkRun run, Uri collector, CancellationToken cancellationToken)
    {
        var events = run.Scale.LogEvents;
        using var directory = new TemporaryDirectory();
        await using var product = HeadlessProduct.Open(directory.File("product"));
        await product.FillLogAsync(events, LogShape.Spread, cancellationToken);
        var (runs, live) = (new ProjectionRuns(product), new LogSubscriptionOptions { BatchSize = 1000 });

        async Task<double> With()
        {
            using var listening = new Listening(collector);
            return await runs.RunAsync(0, events, live, cancellationToken);
        }

        Task<double> Without() => runs.RunAsync(0, events, live, cancellationToken);

        await With();
        await Without();
        var rates = await run.AlternateAsync(With, Without);
        run.Report(Row.Of("live projection with telemetry, batches of 1000", "events/s", rates[0], "without", rates[1], AtMostFivePercent));
    }
}
