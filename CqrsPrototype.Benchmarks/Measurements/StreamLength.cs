using System.Diagnostics;
using CqrsPrototype.Benchmarks.Load;
using CqrsPrototype.Benchmarks.Processes;
using CqrsPrototype.Benchmarks.Product;
using CqrsPrototype.Benchmarks.Running;
using CqrsPrototype.Benchmarks.Statistics;

namespace CqrsPrototype.Benchmarks.Measurements;

/// <summary>What one command costs on short and long streams, one at a time.</summary>
internal sealed class StreamLength : IMeasurement
{
    private const int Samples = 300;
    private const int Writers = 256;
    private const string Middle = "middle@bench.example";
    private const string Long = "long@bench.example";

    public string Name => "stream-length";

    public async Task RunAsync(BenchmarkRun run, CancellationToken cancellationToken)
    {
        using var directory = new TemporaryDirectory();
        await using var product = EmbeddedProduct.Open(directory.File("product"));

        // Streams of ten events, one for each sample, so that they stay that short.
        await product.FillLogAsync((run.Scale.Rounds + 1) * 1000 * LogShape.EventsPerUser, cancellationToken);
        await GrowAsync(product, Middle, 1000, cancellationToken);
        await GrowAsync(product, Long, run.Scale.LongStream, cancellationToken);

        var (names, shorts) = (new Numbers(), new Numbers());
        Task<double> OnShort() => MedianAsync(() => RenameAsync(product, People.AddressOf(shorts.Next()), names, cancellationToken));
        Task<double> OnMiddle() => MedianAsync(() => RenameAsync(product, Middle, names, cancellationToken));
        Task<double> OnLong() => MedianAsync(() => RenameAsync(product, Long, names, cancellationToken));
        await OnMiddle();

        var medians = await run.AlternateAsync(OnShort, OnMiddle, OnLong);
        run.Report(Row.Of("one command on a stream of 1000, p50", "ms", medians[1], "on one of 10", medians[0], Goal.RatioAtMost(1.1)));
        run.Report(Row.Of($"one command on a stream of {run.Scale.LongStream}, p50", "ms", medians[2], "on one of 10", medians[0], Goal.RatioAtMost(1.3)));
    }

    private static async Task GrowAsync(EmbeddedProduct product, string address, int events, CancellationToken cancellationToken)
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
    private static Task RenameAsync(EmbeddedProduct product, string address, Numbers names, CancellationToken cancellationToken) =>
        product.RenameAsync(address, $"Ada Lovelace the {names.Next()}th", cancellationToken);

    private static async Task<double> MedianAsync(Func<Task> act)
    {
        var latencies = new Latencies();
        for (var i = 0; i < Samples; i++)
        {
            var begin = Stopwatch.GetTimestamp();
            await act();
            latencies.Add(Stopwatch.GetElapsedTime(begin));
        }

        return latencies.At(50);
    }
}
