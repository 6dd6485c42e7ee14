using CqrsPrototype.Benchmarks.Load;
using CqrsPrototype.Benchmarks.Running;

namespace CqrsPrototype.Benchmarks.Measurements.Embedded;

/// <summary>All commands on one user, beside the same commands spread over many; in the end the one has as many versions as there were answers.</summary>
internal sealed class HotStream : IMeasurement
{
    private const int Connections = 64;
    private const int Users = 10_000;
    private const int Hot = 0;

    public string Name => "hot-stream";

    public async Task RunAsync(BenchmarkRun run, CancellationToken cancellationToken)
    {
        using var servers = await Servers.StartAsync(cancellationToken);
        using var loop = await ClosedLoop.OpenAsync(servers.Product.CommandPort, Connections, cancellationToken);
        await loop.SendAsync(new UserRequests.Create(), servers.Users, Users + 1, cancellationToken);

        var (one, many) = (new Numbers(), new Numbers());
        Task<double> RenameOne(TimeSpan time) => loop.RunAsync(new UserRequests.Rename(Hot, 1), one, time, cancellationToken);
        Task<double> RenameMany(TimeSpan time) => loop.RunAsync(new UserRequests.Rename(Hot + 1, Users), many, time, cancellationToken);
        await RenameMany(run.Scale.WarmUp);
        await RenameOne(run.Scale.WarmUp / 2);
        var rates = await run.AlternateAsync(() => RenameOne(run.Scale.RoundTime), () => RenameMany(run.Scale.RoundTime));
        run.Report(Row.Of("commands on one stream, 64 connections", "/s", rates[0], $"spread over {Users} streams", rates[1], Goal.RatioAtLeast(0.75)));
        await CheckNothingIsLostAsync(servers.Product.QueryPort, version: 1 + one.Count, cancellationToken);
    }

    private static async Task CheckNothingIsLostAsync(int queryPort, long version, CancellationToken cancellationToken)
    {
        using var queries = new ConnectionPool(queryPort);
        foreach (var (requests, number) in ((IRequests, long)[])[(new UserRequests.GetVersion(Hot, 200), version), (new UserRequests.GetVersion(Hot, 404), version + 1)])
        {
            var status = await queries.SendAsync(requests, number, cancellationToken);
            UnexpectedAnswerException.ThrowUnless(status == requests.Expected, requests, status);
        }
    }
}
