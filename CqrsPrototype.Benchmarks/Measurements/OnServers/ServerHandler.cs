using CqrsPrototype.Benchmarks.Baselines.RawMongo;
using CqrsPrototype.Benchmarks.Load;
using CqrsPrototype.Benchmarks.Product;
using CqrsPrototype.Benchmarks.Running;

namespace CqrsPrototype.Benchmarks.Measurements.OnServers;

/// <summary>Commands per second through the command handler alone on MongoDB: without HTTP, and without sequencer and relay beside it.</summary>
internal sealed class ServerHandler : IMeasurement
{
    private const int RawCallers = 64;

    public string Name => "server-handler";

    public bool OnServers => true;

    public async Task RunAsync(BenchmarkRun run, CancellationToken cancellationToken)
    {
        await using var servers = await run.Setup.ReserveAsync(cancellationToken);
        await using var product = HeadlessProduct.Open(servers);
        var (users, raw) = (new Numbers(), new RawCommits(servers.Database));
        foreach (var callers in (int[])[1, 64, 256])
        {
            var rawCallers = Math.Min(callers, RawCallers);
            Task<double> Handler(TimeSpan time) => Callers.RunAsync(callers, time, () => CreateAsync(product, users.Next(), cancellationToken), cancellationToken);
            Task<double> Raw(TimeSpan time) => raw.InsertAsync(rawCallers, time, cancellationToken);

            await Handler(run.Scale.WarmUp / 2);
            await Raw(run.Scale.WarmUp / 2);
            var rates = await run.AlternateAsync(() => Handler(run.Scale.RoundTime), () => Raw(run.Scale.RoundTime));
            run.Report(Row.Of($"commands through the handler on MongoDB, {callers} callers", "/s", rates[0], $"raw insertOne, {rawCallers} callers", rates[1]));
        }
    }

    private static Task CreateAsync(HeadlessProduct product, long number, CancellationToken cancellationToken) =>
        product.CreateAsync(People.AddressOf(number), People.NameOf(number), cancellationToken);
}
