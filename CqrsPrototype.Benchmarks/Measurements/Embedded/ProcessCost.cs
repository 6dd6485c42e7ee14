using CqrsPrototype.Benchmarks.Baselines.Spine;
using CqrsPrototype.Benchmarks.Load;
using CqrsPrototype.Benchmarks.Processes;
using CqrsPrototype.Benchmarks.Running;

namespace CqrsPrototype.Benchmarks.Measurements.Embedded;

/// <summary>What the process costs: how long it takes to start, and how much memory it has idle and under load.</summary>
internal sealed class ProcessCost : IMeasurement
{
    private const double Megabyte = 1024 * 1024;
    private const int Connections = 64;

    public string Name => "process";

    public async Task RunAsync(BenchmarkRun run, CancellationToken cancellationToken)
    {
        var users = new Numbers();
        var figures = await run.AlternateAsync(
            async () =>
            {
                using var directory = new TemporaryDirectory();
                using var server = await ProductServer.StartAsync(directory.Path, cancellationToken);
                return await MeasureAsync(server.Process, server.CommandPort, server.QueryPort, users, run.Scale, cancellationToken);
            },
            async () =>
            {
                using var directory = new TemporaryDirectory();
                using var server = await BaselineServer.StartAsync(SpineServer.Name, [directory.Path], cancellationToken);
                return await MeasureAsync(server.Process, server.Port, server.Port, users, run.Scale, cancellationToken);
            });

        double[] Of(int contender, Func<Figures, double> figure) => [.. figures[contender].Select(figure)];
        void Report(string what, string unit, Func<Figures, double> figure, Goal goal) =>
            run.Report(Row.Of(what, unit, Of(0, figure), "spine", Of(1, figure), goal));
        Report("start to first answer", "s", f => f.StartUp, Goal.ValueAtMost(1));
        Report("memory, idle", "MB", f => f.Idle, Goal.ValueAtMost(130));
        Report("memory, most under load", "MB", f => f.Peak, Goal.ValueAtMost(250));
    }

    private static async Task<Figures> MeasureAsync(
        ServerProcess process, int commandPort, int queryPort, Numbers users, BenchmarkScale scale, CancellationToken cancellationToken)
    {
        await Task.Delay(scale.IdleTime, TimeProvider.System, cancellationToken);
        var idle = process.Memory / Megabyte;
        var first = new Numbers();
        using var commands = await ClosedLoop.OpenAsync(commandPort, Connections, cancellationToken);
        using var queries = await ClosedLoop.OpenAsync(queryPort, Connections, cancellationToken);
        await commands.RunAsync(new UserRequests.Create(), users, scale.WarmUp, cancellationToken);
        await Task.WhenAll(
            commands.RunAsync(new UserRequests.Create(), users, scale.WarmUp, cancellationToken),
            queries.RunAsync(new UserRequests.GetMissing(), first, scale.WarmUp, cancellationToken));
        return new Figures(process.StartUp.TotalSeconds, idle, process.PeakMemory / Megabyte);
    }

    private sealed record Figures(double StartUp, double Idle, double Peak);
}
