using CqrsPrototype.Benchmarks.Load;
using CqrsPrototype.Benchmarks.Running;

namespace CqrsPrototype.Benchmarks.Measurements.Embedded;

/// <summary>Queries per second over HTTP: a user by address, and the same when the client has it already.</summary>
internal sealed class QueryThroughput : IMeasurement
{
    private const int Users = 5000;
    private const int Connections = 64;

    public string Name => "queries";

    public async Task RunAsync(BenchmarkRun run, CancellationToken cancellationToken)
    {
        using var servers = await Servers.StartAsync(cancellationToken);
        await Population.CreateAsync(servers.Product.CommandPort, Users, cancellationToken);
        await Population.CreateAsync(servers.Spine.Port, Users, cancellationToken);
        await Population.WaitAsync(servers.Product.QueryPort, Users, cancellationToken);

        using var product = await ClosedLoop.OpenAsync(servers.Product.QueryPort, Connections, cancellationToken);
        using var spine = await ClosedLoop.OpenAsync(servers.Spine.Port, Connections, cancellationToken);
        using var empty = await ClosedLoop.OpenAsync(servers.Empty.Port, Connections, cancellationToken);
        var (get, getIfChanged) = (new UserRequests.Get(Users), new UserRequests.GetIfChanged(Users));

        Task<double> Run(ClosedLoop loop, IRequests requests, TimeSpan time) => loop.RunAsync(requests, new Numbers(), time, cancellationToken);
        await Run(product, get, run.Scale.WarmUp);
        await Run(product, getIfChanged, run.Scale.WarmUp);
        await Run(spine, get, run.Scale.WarmUp);
        await Run(empty, get, run.Scale.WarmUp);

        var rates = await run.AlternateAsync(
            () => Run(product, get, run.Scale.RoundTime),
            () => Run(spine, get, run.Scale.RoundTime),
            () => Run(empty, get, run.Scale.RoundTime),
            () => Run(product, getIfChanged, run.Scale.RoundTime));
        run.Report(Row.Of("GET, 64 connections", "/s", rates[0], "spine, GET", rates[1], Goal.RatioAtLeast(0.85)));
        run.Report(Row.Of("GET, 64 connections", "/s", rates[0], "empty Kestrel, GET", rates[2], Goal.RatioAtLeast(0.7)));
        run.Report(Row.Of("GET answered with 304, 64 connections", "/s", rates[3], "empty Kestrel, GET", rates[2], Goal.RatioAtLeast(0.8)));
    }
}
