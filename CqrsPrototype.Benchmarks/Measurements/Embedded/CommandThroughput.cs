using CqrsPrototype.Benchmarks.Baselines.RawSqlite;
using CqrsPrototype.Benchmarks.Load;
using CqrsPrototype.Benchmarks.Running;

namespace CqrsPrototype.Benchmarks.Measurements.Embedded;

/// <summary>Commands per second over HTTP, each answered when it is on disk; every command creates a stream.</summary>
internal sealed class CommandThroughput : IMeasurement
{
    public string Name => "commands";

    public async Task RunAsync(BenchmarkRun run, CancellationToken cancellationToken)
    {
        using var servers = await Servers.StartAsync(cancellationToken);
        var by64 = await MeasureAsync(run, servers, 64, cancellationToken);
        run.Report(Row.Of("commands, 64 connections", "/s", by64[0], "spine", by64[1], Goal.RatioAtLeast(0.8)));
        run.Report(Row.Of("commands, 64 connections", "/s", by64[0], "empty Kestrel, POST", by64[2], Goal.RatioAtLeast(0.25)));
        run.Report(Row.Of("commands, 64 connections", "/s", by64[0], "SQLite, one insert a transaction", by64[3], Goal.RatioAtLeast(4)));

        var by1 = await MeasureAsync(run, servers, 1, cancellationToken);
        run.Report(Row.Of("commands, 1 connection", "/s", by1[0], "spine", by1[1], Goal.RatioAtLeast(0.85)));
        run.Report(Row.Of("commands, 1 connection", "/s", by1[0], "empty Kestrel, POST", by1[2]));

        var by256 = await MeasureAsync(run, servers, 256, cancellationToken);
        run.Report(Row.Of("commands, 256 connections", "/s", by256[0], "spine", by256[1]));
        run.Report(Row.Of("commands, 256 connections", "/s", by256[0], "64 connections", by64[0], Goal.RatioAtLeast(1)));
    }

    private static async Task<double[][]> MeasureAsync(BenchmarkRun run, Servers servers, int connections, CancellationToken cancellationToken)
    {
        var (requests, scale) = (new UserRequests.Create(), run.Scale);
        using var product = await ClosedLoop.OpenAsync(servers.Product.CommandPort, connections, cancellationToken);
        using var spine = await ClosedLoop.OpenAsync(servers.Spine.Port, connections, cancellationToken);
        using var empty = await ClosedLoop.OpenAsync(servers.Empty.Port, connections, cancellationToken);
        foreach (var server in (ClosedLoop[])[product, spine, empty])
        {
            await server.RunAsync(requests, servers.Users, scale.WarmUp, cancellationToken);
        }

        Func<Task<double>> Of(ClosedLoop server) => () => server.RunAsync(requests, servers.Users, scale.RoundTime, cancellationToken);
        var round = 0;
        return await run.AlternateAsync(
            Of(product), Of(spine), Of(empty),
            () => Task.Run(() => RawInserts.Run(Path.Combine(servers.BaselineDirectory, $"raw-{connections}-{round++}.db"), scale.RoundTime), cancellationToken));
    }
}
