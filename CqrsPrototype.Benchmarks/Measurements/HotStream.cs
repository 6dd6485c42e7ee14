using CqrsPrototype.Benchmarks.Load;
using CqrsPrototype.Benchmarks.Running;

namespace CqrsPrototype.Benchmarks.Measurements;

/// <summary>All commands on one user, beside the same commands spread over many.</summary>
internal sealed class HotStream : IMeasurement
{
    private const int Connections = 64;
    private const int Users = 10_000;

    public string Name => "hot-stream";

    public async Task RunAsync(BenchmarkRun run, CancellationToken cancellationToken)
    {
        using var servers = await Servers.StartAsync(cancellationToken);
        using var loop = await ClosedLoop.OpenAsync(servers.Product.CommandPort, Connections, cancellationToken);
        await loop.SendAsync(new UserRequests.Create(), servers.Users, Users, cancellationToken);

        Task<double> Rename(int users, TimeSpan time) => loop.RunAsync(new UserRequests.Rename(users), servers.Users, time, cancellationToken);
        await Rename(Users, run.Scale.WarmUp);
        await Rename(1, run.Scale.WarmUp / 2);
        var rates = await run.AlternateAsync(() => Rename(1, run.Scale.RoundTime), () => Rename(Users, run.Scale.RoundTime));
        run.Report(Row.Of("commands on one stream, 64 connections", "/s", rates[0], $"spread over {Users} streams", rates[1], Goal.RatioAtLeast(0.75)));
    }
}
