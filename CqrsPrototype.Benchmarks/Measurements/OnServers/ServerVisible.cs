using CqrsPrototype.Benchmarks.Baselines.SpineOnServers;
using CqrsPrototype.Benchmarks.Load;
using CqrsPrototype.Benchmarks.Processes;
using CqrsPrototype.Benchmarks.Running;
using CqrsPrototype.Benchmarks.Statistics;

namespace CqrsPrototype.Benchmarks.Measurements.OnServers;

/// <summary>The time from command to visible read through three services, RabbitMQ and MongoDB, at a fixed rate of commands.</summary>
internal sealed class ServerVisible : IMeasurement
{
    public string Name => "server-visible";

    public bool OnServers => true;

    public async Task RunAsync(BenchmarkRun run, CancellationToken cancellationToken)
    {
        await using var servers = await run.Setup.ReserveAsync(cancellationToken);
        using var services = await ServiceSet.StartAsync(run.Setup.Services, servers, cancellationToken);
        using var spine = await BaselineServer.StartAsync(ServersSpineServer.Name, [servers.MongoDb, servers.Messaging.OriginalString], cancellationToken);
        var users = new Numbers();
        foreach (var rate in (int[])[200, 500])
        {
            Task<Latencies> Product(TimeSpan time) =>
                CommandToVisible.RunAsync(services.CommandApi.Port, services.QueryApi.Port, poll: false, users, rate, time, cancellationToken);
            Task<Latencies> Spine(TimeSpan time) => CommandToVisible.RunAsync(spine.Port, spine.Port, poll: true, users, rate, time, cancellationToken);

            await Product(run.Scale.WarmUp);
            await Spine(run.Scale.WarmUp);
            var all = await run.AlternateAsync(() => Product(run.Scale.LatencyTime), () => Spine(run.Scale.LatencyTime));
            void Report(double percent, Goal? goal) => run.Report(Row.Of(
                $"command to visible on servers, {rate}/s, minVersion, p{percent}", "ms", At(all[0], percent), "spine on servers, polling", At(all[1], percent), goal));
            Report(50, Goal.ValueAtMost(20));
            Report(50, Goal.RatioAtMost(1));
            Report(99, Goal.RatioAtMost(1.5));
            Report(99.9, null);
        }
    }

    private static double[] At(Latencies[] rounds, double percent) => [.. rounds.Select(latencies => latencies.At(percent))];
}
