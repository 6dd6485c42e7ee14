using CqrsPrototype.Benchmarks.Baselines.RawSqlite;
using CqrsPrototype.Benchmarks.Load;
using CqrsPrototype.Benchmarks.Processes;
using CqrsPrototype.Benchmarks.Product;
using CqrsPrototype.Benchmarks.Running;

namespace CqrsPrototype.Benchmarks.Measurements.Embedded;

/// <summary>Commands per second through the command handler alone, without HTTP and without a projection beside it.</summary>
internal sealed class HandlerThroughput : IMeasurement
{
    public string Name => "handler";

    public async Task RunAsync(BenchmarkRun run, CancellationToken cancellationToken)
    {
        using var directory = new TemporaryDirectory();
        await using var product = HeadlessProduct.Open(directory.File("product"));
        var (users, files) = (new Numbers(), new Numbers());
        foreach (var callers in (int[])[1, 64, 256])
        {
            Task<double> Handler(TimeSpan time) => Callers.RunAsync(callers, time, () => CreateAsync(product, users.Next(), cancellationToken), cancellationToken);
            Task<double> Raw(TimeSpan time) => RawGroupCommit.RunAsync(directory.File($"raw-{files.Next()}.db"), callers, time, cancellationToken);

            await Handler(run.Scale.WarmUp / 2);
            await Raw(run.Scale.WarmUp / 2);
            var rates = await run.AlternateAsync(() => Handler(run.Scale.RoundTime), () => Raw(run.Scale.RoundTime));
            run.Report(Row.Of($"commands through the handler alone, {callers} callers", "/s", rates[0], "raw group commit", rates[1]));
        }
    }

    private static Task CreateAsync(HeadlessProduct product, long number, CancellationToken cancellationToken) =>
        product.CreateAsync(People.AddressOf(number), People.NameOf(number), cancellationToken);
}
