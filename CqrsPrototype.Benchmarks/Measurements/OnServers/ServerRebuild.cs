using CqrsPrototype.Benchmarks.Baselines.RawMongo;
using CqrsPrototype.Benchmarks.Load;
using CqrsPrototype.Benchmarks.Product;
using CqrsPrototype.Benchmarks.Running;
using CqrsPrototype.EventSourcing.Subscriptions;

namespace CqrsPrototype.Benchmarks.Measurements.OnServers;

/// <summary>Events per second from the log in MongoDB into views: as a rebuild, and as a projector that finds a backlog mends the views.</summary>
internal sealed class ServerRebuild : IMeasurement
{
    public string Name => "server-rebuild";

    public bool OnServers => true;

    public async Task RunAsync(BenchmarkRun run, CancellationToken cancellationToken)
    {
        var events = run.Scale.ServerLogEvents;
        await using var servers = await run.Setup.ReserveAsync(cancellationToken);
        await using var product = HeadlessProduct.Open(servers);
        await product.FillLogAsync(events, LogShape.Spread, cancellationToken);
        var (runs, raw, numbers) = (new ProjectionRuns(product), new RawCommits(servers.Database), new Numbers());
        await raw.FillAsync(events, cancellationToken);

        Task<double> Rebuild() => runs.RunAsync(0, events, new LogSubscriptionOptions(), cancellationToken);
        Task<double> Mend() => runs.RepairAsync(events, cancellationToken);
        Task<double> Raw() => raw.RebuildAsync(events, new RawViews(servers.Database, $"raw_views_{numbers.Next()}"), cancellationToken);

        // Each once, so that their code is compiled.
        await Rebuild();
        await Mend();
        await Raw();
        var rates = await run.AlternateAsync(Rebuild, Mend, Raw);
        run.Report(Row.Of($"rebuild of {events} events in MongoDB", "events/s", rates[0], "raw page and bulkWrite", rates[2], Goal.RatioAtLeast(0.9)));
        run.Report(Row.Of($"a backlog of {events} mended from the log", "events/s", rates[1], "raw page and bulkWrite", rates[2], Goal.RatioAtLeast(0.9)));
    }
}
