using CqrsPrototype.Benchmarks.Load;
using CqrsPrototype.Benchmarks.Processes;
using CqrsPrototype.Benchmarks.Product;
using CqrsPrototype.Benchmarks.Running;
using CqrsPrototype.EventSourcing.Subscriptions;

namespace CqrsPrototype.Benchmarks.Measurements;

/// <summary>Whether a large log makes anything slower: the same work with 10 000 events in it and with many.</summary>
internal sealed class LogSize : IMeasurement
{
    private const int Small = 10_000;
    private const int Newest = 10_000;
    private const int Writers = 64;

    public string Name => "log-size";

    public async Task RunAsync(BenchmarkRun run, CancellationToken cancellationToken)
    {
        var large = run.Scale.LargeLogEvents;
        using var directory = new TemporaryDirectory();
        await using var little = EmbeddedProduct.Open(directory.File("little"));
        await using var much = EmbeddedProduct.Open(directory.File("much"));
        await little.FillLogAsync(Small, cancellationToken);
        await much.FillLogAsync(large, cancellationToken);

        var (ofLittle, ofMuch, options) = (new ProjectionRuns(little), new ProjectionRuns(much), new LogSubscriptionOptions());
        Task<double> Project(ProjectionRuns runs, long from, long to) => runs.RunAsync(from, to, options, cancellationToken);
        await Project(ofLittle, 0, Small);

        var rates = await run.AlternateAsync(
            () => Project(ofLittle, Small - Newest, Small),
            () => Project(ofMuch, large - Newest, large),
            () => Project(ofMuch, 0, large));
        run.Report(Row.Of($"projecting the newest {Newest} of {large}", "events/s", rates[1], $"of {Small}", rates[0], Goal.RatioAtLeast(0.85)));
        run.Report(Row.Of($"rebuild of {large} events", "events/s", rates[2], $"of {Small}", rates[0], Goal.RatioAtLeast(0.85)));

        var users = new Numbers();
        Task<double> Command(EmbeddedProduct product) =>
            Callers.RunAsync(Writers, run.Scale.RoundTime, () => CreateAsync(product, users.Next(), cancellationToken), cancellationToken);
        await Command(little);
        var commands = await run.AlternateAsync(() => Command(little), () => Command(much));
        run.Report(Row.Of($"commands with {large} events in the log", "/s", commands[1], $"with {Small}", commands[0], Goal.RatioAtLeast(0.85)));
    }

    private static Task CreateAsync(EmbeddedProduct product, long number, CancellationToken cancellationToken) =>
        product.CreateAsync($"new{number}@bench.example", People.NameOf(number), cancellationToken);
}
