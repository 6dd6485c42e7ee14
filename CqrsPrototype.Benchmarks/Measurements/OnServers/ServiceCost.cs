using CqrsPrototype.Benchmarks.Baselines.SpineOnServers;
using CqrsPrototype.Benchmarks.Load;
using CqrsPrototype.Benchmarks.Processes;
using CqrsPrototype.Benchmarks.Running;

namespace CqrsPrototype.Benchmarks.Measurements.OnServers;

/// <summary>What each service costs: how long it takes to start, and how much memory it has idle and under load.</summary>
internal sealed class ServiceCost : IMeasurement
{
    private const double Megabyte = 1024 * 1024;
    private const int Connections = 64;

    private static readonly string[] Services = ["CommandApi", "QueryApi", "Projector"];

    public string Name => "services";

    public bool OnServers => true;

    public async Task RunAsync(BenchmarkRun run, CancellationToken cancellationToken)
    {
        var figures = await run.AlternateAsync(() => MeasureServicesAsync(run, cancellationToken), () => MeasureSpineAsync(run, cancellationToken));
        for (var service = 0; service < Services.Length; service++)
        {
            double[] Product(Func<Figures, double> figure) => [.. figures[0].Select(round => figure(round[service]))];
            double[] Spine(Func<Figures, double> figure) => [.. figures[1].Select(round => figure(round[0]))];
            void Report(string what, string unit, Func<Figures, double> figure, Goal goal) =>
                run.Report(Row.Of($"{Services[service]}, {what}", unit, Product(figure), "spine on servers", Spine(figure), goal));
            Report("start to first answer", "s", f => f.StartUp, Goal.RatioAtMost(1.3));
            Report("memory, idle", "MB", f => f.Idle, Goal.ValueAtMost(90));
            Report("memory, most under load", "MB", f => f.Peak, Goal.ValueAtMost(250));
        }
    }

    private static async Task<Figures[]> MeasureServicesAsync(BenchmarkRun run, CancellationToken cancellationToken)
    {
        await using var servers = await run.Setup.ReserveAsync(cancellationToken);
        using var services = await ServiceSet.StartAsync(run.Setup.Services, servers, cancellationToken);
        return await MeasureAsync(
            [services.CommandApi.Process, services.QueryApi.Process, services.Projector.Process],
            services.CommandApi.Port, services.QueryApi.Port, run.Scale, cancellationToken);
    }

    private static async Task<Figures[]> MeasureSpineAsync(BenchmarkRun run, CancellationToken cancellationToken)
    {
        await using var servers = await run.Setup.ReserveAsync(cancellationToken);
        using var spine = await BaselineServer.StartAsync(ServersSpineServer.Name, [servers.MongoDb, servers.Messaging.OriginalString], cancellationToken);
        return await MeasureAsync([spine.Process], spine.Port, spine.Port, run.Scale, cancellationToken);
    }

    private static async Task<Figures[]> MeasureAsync(
        ServerProcess[] processes, int commandPort, int queryPort, BenchmarkScale scale, CancellationToken cancellationToken)
    {
        await Task.Delay(scale.IdleTime, TimeProvider.System, cancellationToken);
        double[] idle = [.. processes.Select(process => process.Memory / Megabyte)];
        using var commands = await ClosedLoop.OpenAsync(commandPort, Connections, cancellationToken);
        using var queries = await ClosedLoop.OpenAsync(queryPort, Connections, cancellationToken);
        await Task.WhenAll(
            commands.RunAsync(new UserRequests.Create(), new Numbers(), scale.WarmUp, cancellationToken),
            queries.RunAsync(new UserRequests.GetMissing(), new Numbers(), scale.WarmUp, cancellationToken));
        return [.. processes.Zip(idle, (process, memory) => new Figures(process.StartUp.TotalSeconds, memory, process.PeakMemory / Megabyte))];
    }

    private sealed record Figures(double StartUp, double Idle, double Peak);
}
