using CqrsPrototype.Benchmarks.Load;
using CqrsPrototype.Benchmarks.Processes;
using CqrsPrototype.Benchmarks.Product;
using CqrsPrototype.Benchmarks.Running;
using CqrsPrototype.EventSourcing.Subscriptions;

namespace CqrsPrototype.Benchmarks.Measurements.Embedded;

/// <summary>Whether a large log makes anything slower: the same work with few events in it and with many.</summary>
internal sealed class LogSize : IMeasurement
{
    private const int Fewest = 1000;
    private const int Small = 10_000;
    private const int Newest = 10_000;
    private const int Writers = 64;

    public string Name => "log-size";

    public async Task RunAsync(BenchmarkRun run, CancellationToken cancellationToken)
    {
        using var directory = new TemporaryDirectory();
        var (fewest, little, much) = (directory.File("fewest"), directory.File("little"), directory.File("much"));
        await FillAsync(fewest, Fewest, cancellationToken);
        await FillAsync(little, Small, cancellationToken);
        await FillAsync(much, run.Scale.LargeLogEvents, cancellationToken);

        // First, since the others leave views behind.
        await BacklogMemory.MeasureAsync(run, (little, Small), (much, run.Scale.LargeLogEvents), cancellationToken);
        await MeasureProjectionAsync(run, little, much, cancellationToken);
        await MeasureCommandsAsync(run, fewest, little, much, cancellationToken);
    }

    private static HeadlessProduct Open(string directory) => HeadlessProduct.Open(ProductServer.DataOf(directory));

    private static async Task FillAsync(string directory, int events, CancellationToken cancellationToken)
    {
        await using var product = Open(directory);
        await product.FillLogAsync(events, LogShape.Spread, cancellationToken);
    }

    private static async Task MeasureProjectionAsync(BenchmarkRun run, string little, string much, CancellationToken cancellationToken)
    {
        await using var littleProduct = Open(little);
        await using var muchProduct = Open(much);
        var (large, ofLittle, ofMuch, options) = (run.Scale.LargeLogEvents, new ProjectionRuns(littleProduct), new ProjectionRuns(muchProduct), new LogSubscriptionOptions());
        Task<double> Project(ProjectionRuns runs, long from, long to) => runs.RunAsync(from, to, options, cancellationToken);
        await Project(ofLittle, 0, Small);

        var rates = await run.AlternateAsync(
            () => Project(ofLittle, Small - Newest, Small),
            () => Project(ofMuch, large - Newest, large),
            () => Project(ofMuch, 0, large));
        run.Report(Row.Of($"projecting the newest {Newest} of {large}", "events/s", rates[1], $"of {Small}", rates[0], Goal.RatioAtLeast(0.85)));
        run.Report(Row.Of($"rebuild of {large} events", "events/s", rates[2], $"of {Small}", rates[0], Goal.RatioAtLeast(0.85)));
    }

    private static async Task MeasureCommandsAsync(BenchmarkRun run, string fewest, string little, string much, CancellationToken cancellationToken)
    {
        await using var fewestProduct = Open(fewest);
        await using var littleProduct = Open(little);
        await using var muchProduct = Open(much);
        var (large, users) = (run.Scale.LargeLogEvents, new Numbers());

        Task Create(HeadlessProduct product) => product.CreateAsync($"new{users.Next()}@bench.example", "Ada Lovelace", cancellationToken);
        Task<double> Cost(HeadlessProduct product) => OneByOne.MedianAsync(() => Create(product));
        await Cost(fewestProduct);
        var costs = await run.AlternateAsync(() => Cost(fewestProduct), () => Cost(muchProduct));
        run.Report(Row.Of($"one command with {large} events in the log, p50", "ms", costs[1], $"with {Fewest}", costs[0], Goal.RatioAtMost(1 / 0.85)));

        Task<double> Rate(HeadlessProduct product) => Callers.RunAsync(Writers, run.Scale.RoundTime, () => Create(product), cancellationToken);
        await Rate(littleProduct);
        var rates = await run.AlternateAsync(() => Rate(littleProduct), () => Rate(muchProduct));
        run.Report(Row.Of($"commands with {large} events in the log", "/s", rates[1], $"with {Small}", rates[0], Goal.RatioAtLeast(0.85)));
    }
}
