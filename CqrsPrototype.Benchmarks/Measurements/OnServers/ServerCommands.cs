using CqrsPrototype.Benchmarks.Baselines.RawMongo;
using CqrsPrototype.Benchmarks.Load;
using CqrsPrototype.Benchmarks.Processes;
using CqrsPrototype.Benchmarks.Product;
using CqrsPrototype.Benchmarks.Running;

namespace CqrsPrototype.Benchmarks.Measurements.OnServers;

/// <summary>Commands per second over HTTP on MongoDB, each durable when it is answered; the same process puts them into the log and relays them.</summary>
internal sealed class ServerCommands : IMeasurement
{
    private const int RawCallers = 64;

    public string Name => "server-commands";

    public bool OnServers => true;

    public async Task RunAsync(BenchmarkRun run, CancellationToken cancellationToken)
    {
        await using var servers = await run.Setup.ReserveAsync(cancellationToken);
        using var service = await ServiceProcess.StartAsync(run.Setup.Services, ServicePrograms.CommandApi, servers, cancellationToken);
        await using var product = HeadlessProduct.Open(servers);
        var (users, raw) = (new Numbers(), new RawCommits(servers.Database));

        var by64 = await MeasureAsync(64);
        run.Report(Row.Of("commands on MongoDB, 64 connections", "/s", by64[0], "raw insertOne, 64 callers", by64[1], Goal.RatioAtLeast(2.5)));
        var by256 = await MeasureAsync(256);
        run.Report(Row.Of("commands on MongoDB, 256 connections", "/s", by256[0], "raw insertOne, 64 callers", by256[1], Goal.RatioAtLeast(4)));
        run.Report(Row.Of("commands on MongoDB, 256 connections", "/s", by256[0], "64 connections", by64[0], Goal.RatioAtLeast(1)));

        async Task<double[][]> MeasureAsync(int connections)
        {
            using var loop = await ClosedLoop.OpenAsync(service.Port, connections, cancellationToken);
            await Commands(run.Scale.WarmUp);
            await raw.InsertAsync(RawCallers, run.Scale.WarmUp / 2, cancellationToken);
            return await run.AlternateAsync(
                () => Commands(run.Scale.RoundTime), () => raw.InsertAsync(RawCallers, run.Scale.RoundTime, cancellationToken));

            async Task<double> Commands(TimeSpan time)
            {
                var rate = await loop.RunAsync(new UserRequests.Create(), users, time, cancellationToken);
                await product.WaitForRelayAsync(users.Count, cancellationToken);
                return rate;
            }
        }
    }
}
