using CqrsPrototype.Benchmarks.Load;
using CqrsPrototype.Benchmarks.Running;
using CqrsPrototype.Benchmarks.Statistics;

namespace CqrsPrototype.Benchmarks.Measurements.Embedded;

/// <summary>How long it takes from the moment a command was due until its effect can be read, at a fixed rate of commands.</summary>
internal sealed class VisibleLatency : IMeasurement
{
    public string Name => "visible";

    public async Task RunAsync(BenchmarkRun run, CancellationToken cancellationToken)
    {
        using var servers = await Servers.StartAsync(cancellationToken);
        foreach (var rate in (int[])[200, 500])
        {
            Task<Latencies> Product(TimeSpan time, bool poll) =>
                CommandToVisible.RunAsync(servers.Product.CommandPort, servers.Product.QueryPort, poll, servers.Users, rate, time, cancellationToken);
            Task<Latencies> Spine(TimeSpan time) => CommandToVisible.RunAsync(servers.Spine.Port, servers.Spine.Port, true, servers.Users, rate, time, cancellationToken);

            await Product(run.Scale.WarmUp, poll: true);
            await Product(run.Scale.WarmUp, poll: false);
            await Spine(run.Scale.WarmUp);
            var all = await run.AlternateAsync(
                () => Product(run.Scale.LatencyTime, poll: true), () => Product(run.Scale.LatencyTime, poll: false), () => Spine(run.Scale.LatencyTime));
            foreach (var percent in (double[])[50, 99, 99.9])
            {
                double[] At(int contender) => [.. all[contender].Select(latencies => latencies.At(percent))];
                run.Report(Row.Of($"command to visible, {rate}/s, polling, p{percent}", "ms", At(0), "spine, polling", At(2), percent == 50 ? Goal.ValueAtMost(4) : null));
                run.Report(Row.Of($"command to visible, {rate}/s, minVersion, p{percent}", "ms", At(1), "spine, polling", At(2), percent == 50 ? Goal.RatioAtMost(1) : null));
            }
        }
    }
}
