using CqrsPrototype.Benchmarks.Baselines.RawSqlite;
using CqrsPrototype.Benchmarks.Load;
using CqrsPrototype.Benchmarks.Processes;
using CqrsPrototype.Benchmarks.Product;
using CqrsPrototype.Benchmarks.Running;
using CqrsPrototype.EventSourcing.Subscriptions;

namespace CqrsPrototype.Benchmarks.Measurements.Embedded;

/// <summary>Events per second into views: in batches as they come live, and as a rebuild of everything.</summary>
internal sealed class ProjectionThroughput : IMeasurement
{
    private const int Writers = 64;

    public string Name => "projection";

    public async Task RunAsync(BenchmarkRun run, CancellationToken cancellationToken)
    {
        var events = run.Scale.LogEvents;
        using var directory = new TemporaryDirectory();
        await using var product = HeadlessProduct.Open(directory.File("product"));
        await product.FillLogAsync(events, LogShape.Spread, cancellationToken);
        var (runs, files, rawLog) = (new ProjectionRuns(product), new Numbers(), directory.File("raw-log.db"));
        RawRebuild.Fill(rawLog, events);

        Task<double> Live() => runs.RunAsync(0, events, LiveOptions, cancellationToken);
        Task<double> Upserts(bool withSearch) => Task.Run(
            () => RawUpserts.Run(directory.File($"raw-{files.Next()}.db"), events, events / LogShape.EventsPerUser, withSearch), cancellationToken);
        Task<double> Rebuild() => runs.RunAsync(0, events, new LogSubscriptionOptions(), cancellationToken);
        Task<double> Floor(bool withSearch) => Task.Run(
            () => RawRebuild.Run(rawLog, directory.File($"raw-{files.Next()}.db"), events, withSearch), cancellationToken);

        // Each once, so that their code is compiled.
        await Task.WhenAll(Live(), Upserts(withSearch: true));
        await Task.WhenAll(Rebuild(), Floor(withSearch: true));
        var rates = await run.AlternateAsync(
            Live, () => Upserts(withSearch: false), () => Upserts(withSearch: true),
            Rebuild, () => Floor(withSearch: false), () => Floor(withSearch: true));
        run.Report(Row.Of("live projection, batches of 1000", "events/s", rates[0], "raw batched upserts", rates[1], Goal.RatioAtLeast(0.7)));
        run.Report(Row.Of("live projection, batches of 1000", "events/s", rates[0], "the same with lists and search", rates[2]));
        run.Report(Row.Of("rebuild", "events/s", rates[3], "raw one-thread rebuild", rates[4], Goal.RatioAtLeast(0.9)));
        run.Report(Row.Of("rebuild", "events/s", rates[3], "the same with lists and search", rates[5]));

        var users = new Numbers();
        Task<double> Commands() => Callers.RunAsync(Writers, run.Scale.RoundTime, () => product.CreateAsync($"new{users.Next()}@bench.example", "Ada Lovelace", cancellationToken), cancellationToken);
        await Commands();
        var beside = await run.AlternateAsync(() => BesideRebuildAsync(runs, events, Commands, cancellationToken), Commands);
        run.Report(Row.Of("commands through the handler while views are rebuilt", "/s", beside[0], "without a rebuild", beside[1], Goal.RatioAtLeast(0.8)));
    }

    // A rebuild after the other, as long as the commands go on.
    private static async Task<double> BesideRebuildAsync(ProjectionRuns runs, long events, Func<Task<double>> commands, CancellationToken cancellationToken)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var rebuilding = Task.Run(
            async () =>
            {
                while (true)
                {
                    await runs.RunAsync(0, events, new LogSubscriptionOptions(), stop.Token);
                }
            },
            cancellationToken);
        var rate = await commands();
        await stop.CancelAsync();
        await rebuilding.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        return rate;
    }

    private static LogSubscriptionOptions LiveOptions { get; } = new() { BatchSize = 1000 };
}
