using CqrsPrototype.Benchmarks.Baselines.RawMongo;
using CqrsPrototype.Benchmarks.Load;
using CqrsPrototype.Benchmarks.Processes;
using CqrsPrototype.Benchmarks.Running;

namespace CqrsPrototype.Benchmarks.Measurements.OnServers;

/// <summary>Queries per second over HTTP on MongoDB: a user by address, and the same when the client has it already.</summary>
internal sealed class ServerQueries : IMeasurement
{
    private const int Users = 5000;
    private const int Connections = 64;

    public string Name => "server-queries";

    public bool OnServers => true;

    public async Task RunAsync(BenchmarkRun run, CancellationToken cancellationToken)
    {
        await using var servers = await run.Setup.ReserveAsync(cancellationToken);
        using var services = await ServiceSet.StartAsync(run.Setup.Services, servers, cancellationToken);
        await Population.CreateAsync(services.CommandApi.Port, Users, cancellationToken);
        await Population.WaitAsync(services.QueryApi.Port, Users, cancellationToken);
        var raw = new RawViews(servers.Database, "raw_views");
        await raw.WriteAsync(Users, Users, cancellationToken);

        using var loop = await ClosedLoop.OpenAsync(services.QueryApi.Port, Connections, cancellationToken);
        Task<double> Run(IRequests requests, TimeSpan time) => loop.RunAsync(requests, new Numbers(), time, cancellationToken);
        Task<double> Raw(TimeSpan time) => raw.FindAsync(Connections, Users, time, cancellationToken);
        var (get, getIfChanged) = (new UserRequests.Get(Users), new UserRequests.GetIfChanged(Users));
        await Run(get, run.Scale.WarmUp);
        await Run(getIfChanged, run.Scale.WarmUp / 2);
        await Raw(run.Scale.WarmUp / 2);

        var rates = await run.AlternateAsync(() => Run(get, run.Scale.RoundTime), () => Run(getIfChanged, run.Scale.RoundTime), () => Raw(run.Scale.RoundTime));
        run.Report(Row.Of("GET on MongoDB, 64 connections", "/s", rates[0], "raw find, 64 callers", rates[2], Goal.RatioAtLeast(3)));
        run.Report(Row.Of("GET on MongoDB answered with 304, 64 connections", "/s", rates[1], "raw find, 64 callers", rates[2]));
    }
}
