using CqrsPrototype.Benchmarks.Backing;
using CqrsPrototype.Benchmarks.Load;
using CqrsPrototype.Benchmarks.Product;
using CqrsPrototype.Benchmarks.Running;

namespace CqrsPrototype.Benchmarks.Measurements.OnServers;

/// <summary>Whether a large log in MongoDB makes anything slower: the same work with few events in it and with many.</summary>
internal sealed class ServerLogSize : IMeasurement
{
    private const int Few = 1000;
    private const int Newest = 1000;

    public string Name => "server-log-size";

    public bool OnServers => true;

    public async Task RunAsync(BenchmarkRun run, CancellationToken cancellationToken)
    {
        var large = run.Scale.ServerLogEvents;
        await using var littleServers = await run.Setup.ReserveAsync(cancellationToken);
        await using var muchServers = await run.Setup.ReserveAsync(cancellationToken);
        await using var little = HeadlessProduct.Open(littleServers);
        await using var much = HeadlessProduct.Open(muchServers);
        await little.FillLogAsync(Few, LogShape.Spread, cancellationToken);
        await much.FillLogAsync(large, LogShape.Spread, cancellationToken);

        var (ofLittle, ofMuch) = (new RelayRuns(little), new RelayRuns(much));
        Task<double> RelayLittle() => RelayAsync(littleServers, ofLittle, Few);
        Task<double> RelayMuch() => RelayAsync(muchServers, ofMuch, large);
        await RelayLittle();
        await RelayMuch();
        var rates = await run.AlternateAsync(RelayLittle, RelayMuch);
        run.Report(Row.Of($"relay of the newest {Newest} of {large}, MongoDB", "events/s", rates[1], $"of {Few}", rates[0], Goal.RatioAtLeast(0.95)));

        var users = new Numbers();
        Task<double> Cost(HeadlessProduct product) =>
            OneByOne.MedianAsync(() => product.CreateAsync($"new{users.Next()}@bench.example", "Ada Lovelace", cancellationToken));
        await Cost(little);
        var costs = await run.AlternateAsync(() => Cost(little), () => Cost(much));
        run.Report(Row.Of($"one command with {large} events in MongoDB, p50", "ms", costs[1], $"with {Few}", costs[0], Goal.RatioAtMost(1 / 0.85)));

        async Task<double> RelayAsync(OwnServers servers, RelayRuns runs, long end)
        {
            var rate = await runs.RunAsync(end - Newest, end, cancellationToken);
            await servers.PurgeAsync(HeadlessProduct.Queue.Name, cancellationToken);
            return rate;
        }
    }
}
