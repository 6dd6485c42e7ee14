using CqrsPrototype.Benchmarks.Baselines.RawRabbit;
using CqrsPrototype.Benchmarks.Processes;
using CqrsPrototype.Benchmarks.Product;
using CqrsPrototype.Benchmarks.Running;

namespace CqrsPrototype.Benchmarks.Measurements.OnServers;

/// <summary>Events per second from the log in MongoDB to a quorum queue: one event a message, mandatory, confirmed, with the checkpoint.</summary>
internal sealed class ServerRelay : IMeasurement
{
    public string Name => "relay";

    public bool OnServers => true;

    public async Task RunAsync(BenchmarkRun run, CancellationToken cancellationToken)
    {
        var events = run.Scale.QueueEvents;
        await using var servers = await run.Setup.ReserveAsync(cancellationToken);
        await using var product = HeadlessProduct.Open(servers);
        await product.FillLogAsync(events, LogShape.Spread, cancellationToken);
        await using var raw = await RawQueue.CreateAsync(servers, cancellationToken);
        using var peers = run.Setup.StartPeers(servers);
        var (runs, compared) = (new RelayRuns(product), peers is null ? [] : PeerProcess.Peers);

        async Task<double> RelayAsync()
        {
            var rate = await runs.RunAsync(0, events, cancellationToken);
            await servers.PurgeAsync(HeadlessProduct.Queue.Name, cancellationToken);
            return rate;
        }

        async Task<double> RawAsync()
        {
            var rate = await raw.PublishAsync(events, cancellationToken);
            await raw.PurgeAsync(cancellationToken);
            return rate;
        }

        Func<Task<double>>[] contenders =
            [RelayAsync, RawAsync, .. compared.Select(peer => (Func<Task<double>>)(() => peers!.PublishAsync(peer.Name, events, cancellationToken)))];

        // Each once, so that their code is compiled.
        foreach (var contender in contenders)
        {
            await contender();
        }

        var rates = await run.AlternateAsync(contenders);
        run.Report(Row.Of("relay, MongoDB to quorum queue", "events/s", rates[0], "raw confirms, 128 outstanding", rates[1], Goal.RatioAtLeast(0.85)));
        foreach (var ((_, title), rate) in compared.Zip(rates[2..]))
        {
            run.Report(Row.Of("relay, MongoDB to quorum queue", "events/s", rates[0], $"{title}, publishing", rate, Goal.RatioAtLeast(1.1)));
        }
    }
}
