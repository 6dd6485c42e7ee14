using CqrsPrototype.Benchmarks.Load;
using CqrsPrototype.Benchmarks.Processes;
using CqrsPrototype.Benchmarks.Product;
using CqrsPrototype.Benchmarks.Running;

namespace CqrsPrototype.Benchmarks.Measurements.Embedded;

/// <summary>What one command costs on short and long streams, one at a time.</summary>
internal sealed class StreamLength : IMeasurement
{
    private const int Writers = 256;
    private const string Middle = "middle@bench.example";
    private const string Long = "long@bench.example";

    public string Name => "stream-length";

    public async Task RunAsync(BenchmarkRun run, CancellationToken cancellationToken)
    {
        using var directory = new TemporaryDirectory();
        await using var product = HeadlessProduct.Open(directory.File("product"));

        // Streams of ten events, one for each sample, so that they stay that short.
        await product.FillLogAsync((run.Scale.Rounds + 1) * 1000 * LogShape.EventsPerUser, LogShape.Spread, cancellationToken);
        await GrowAsync(product, Middle, 1000, cancellationToken);
        await GrowAsync(product, Long, run.Scale.LongStream, cancellationToken);

        var (names, shorts) = (new Numbers(), new Numbers());
        Task<double> OnShort() => OneByOne.MedianAsync(() => RenameAsync(product, People.AddressOf(shorts.Next()), names, cancellationToken));
        Task<double> OnMiddle() => OneByOne.MedianAsync(() => RenameAsync(product, Middle, names, cancellationToken));
        Task<double> OnLong() => OneByOne.MedianAsync(() => RenameAsync(product, Long, names, cancellationToken));
        await OnMiddle();

        var medians = await run.AlternateAsync(OnShort, OnMiddle, OnLong);
        run.Report(Row.Of("one command on a stream of 1000, p50", "ms", medians[1], "on one of 10", medians[0], Goal.RatioAtMost(1.1)));
        run.Report(Row.Of($"one command on a stream of {run.Scale.LongStream}, p50", "ms", medians[2], "on one of 10", medians[0], Goal.RatioAtMost(1.3)));
    }

    private static async Task GrowAsync(HeadlessProduct product, string address, int events, CancellationToken cancellationToken)
    {
        await product.CreateAsync(address, "Ada Lovelace", cancellationToken);
        var names = new Numbers();
        var left = events - 1;
        await Task.WhenAll(Enumerable.Range(0, Writers).Select(async _ =>
        {
            while (Interlocked.Decrement(ref left) >= 0)
            {
                await RenameAsync(product, address, names, cancellationToken);
            }
        }));
    }

    // A name with a number of its own is always a new one.
    private static Task RenameAsync(HeadlessProduct product, string address, Numbers names, CancellationToken cancellationToken) =>
        product.RenameAsync(address, $"Ada Lovelace the {names.Next()}th", cancellationToken);
}
