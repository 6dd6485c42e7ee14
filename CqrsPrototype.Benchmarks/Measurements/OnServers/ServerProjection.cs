using CqrsPrototype.Benchmarks.Backing;
using CqrsPrototype.Benchmarks.Baselines.RawMongo;
using CqrsPrototype.Benchmarks.Baselines.RawRabbit;
using CqrsPrototype.Benchmarks.Load;
using CqrsPrototype.Benchmarks.Processes;
using CqrsPrototype.Benchmarks.Product;
using CqrsPrototype.Benchmarks.Running;

namespace CqrsPrototype.Benchmarks.Measurements.OnServers;

/// <summary>Events per second from the queue into views in MongoDB, acknowledged behind their effect.</summary>
internal sealed class ServerProjection : IMeasurement
{
    public string Name => "server-projection";

    public bool OnServers => true;

    public async Task RunAsync(BenchmarkRun run, CancellationToken cancellationToken)
    {
        var events = run.Scale.QueueEvents;
        await using var spreadServers = await run.Setup.ReserveAsync(cancellationToken);
        await using var sameServers = await run.Setup.ReserveAsync(cancellationToken);
        await using var spread = await OpenAsync(spreadServers, LogShape.Spread);
        await using var same = await OpenAsync(sameServers, LogShape.SameKeys);
        await using var raw = await RawQueue.CreateAsync(spreadServers, cancellationToken);
        using var peers = run.Setup.StartPeers(spreadServers);
        var (ofSpread, ofSame, numbers) = (new QueueRuns(spreadServers, spread), new QueueRuns(sameServers, same), new Numbers());
        var compared = peers is null ? [] : PeerProcess.Peers;

        Func<Task<double>>[] contenders =
        [
            () => ofSpread.DrainAsync(events, cancellationToken),
            () => ofSame.DrainAsync(events, cancellationToken),
            () => raw.ConsumeAsync(events, cancellationToken),
            () => WriteAsync(withSearch: false),
            () => WriteAsync(withSearch: true),
            () => ofSpread.RelayAndProjectAsync(events, cancellationToken),
            .. compared.Select(peer => (Func<Task<double>>)(() => peers!.PublishAndConsumeAsync(peer.Name, events, cancellationToken))),
        ];

        // Each once, so that their code is compiled.
        foreach (var contender in contenders)
        {
            await contender();
        }

        var rates = await run.AlternateAsync(contenders);
        var (drain, hits, consume, write, search, both) = (rates[0], rates[1], rates[2], rates[3], rates[4], rates[5]);
        double[] limit = [.. consume.Zip(write, Math.Min)];
        run.Report(Row.Of("live projection, RabbitMQ to MongoDB", "events/s", drain, "raw consume", consume));
        run.Report(Row.Of("live projection, RabbitMQ to MongoDB", "events/s", drain, "the slower of the raw ones", limit, Goal.RatioAtLeast(0.8)));
        run.Report(Row.Of("live projection, RabbitMQ to MongoDB", "events/s", drain, "raw bulkWrite(1000)", write, Goal.RatioAtLeast(0.9)));
        run.Report(Row.Of("live projection, RabbitMQ to MongoDB", "events/s", drain, "the same with lists and search", search));
        run.Report(Row.Of("the same, events on the same keys", "events/s", hits, "raw bulkWrite(1000)", write, Goal.RatioAtLeast(2)));
        if (compared.Count > 0)
        {
            double[] better = [.. rates[6].Zip(rates[7], Math.Max)];
            run.Report(Row.Of("live projection, RabbitMQ to MongoDB", "events/s", drain, "better peer, publish and consume", better, Goal.RatioAtLeast(2)));
            foreach (var ((_, title), rate) in compared.Zip(rates[6..]))
            {
                run.Report(Row.Of("relay and live projection at once", "events/s", both, $"{title}, both", rate));
            }
        }

        async Task<double> WriteAsync(bool withSearch)
        {
            var views = new RawViews(spreadServers.Database, $"raw_views_{numbers.Next()}");
            if (withSearch)
            {
                await views.IndexAsync(cancellationToken);
            }

            return await views.WriteAsync(events, events / LogShape.EventsPerUser, cancellationToken);
        }

        async Task<HeadlessProduct> OpenAsync(OwnServers servers, LogShape shape)
        {
            var product = HeadlessProduct.Open(servers);
            await product.FillLogAsync(events, shape, cancellationToken);
            return product;
        }
    }
}
