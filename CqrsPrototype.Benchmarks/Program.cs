using System.Globalization;
using System.Runtime.InteropServices;
using CqrsPrototype.Benchmarks.Backing;
using CqrsPrototype.Benchmarks.Baselines;
using CqrsPrototype.Benchmarks.Baselines.Spine;
using CqrsPrototype.Benchmarks.Baselines.SpineOnServers;
using CqrsPrototype.Benchmarks.Measurements.Embedded;
using CqrsPrototype.Benchmarks.Measurements.OnServers;
using CqrsPrototype.Benchmarks.Processes;
using CqrsPrototype.Benchmarks.Running;
using MongoDB.Driver;

// The baseline servers are this program too, so that nothing else need be built.
switch (args)
{
    case [EmptyServer.Name, var port]:
        await EmptyServer.RunAsync(int.Parse(port, CultureInfo.InvariantCulture));
        return 0;
    case [SpineServer.Name, var port, var directory]:
        await SpineServer.RunAsync(int.Parse(port, CultureInfo.InvariantCulture), directory);
        return 0;
    case [ServersSpineServer.Name, var port, var mongodb, var messaging]:
        await ServersSpineServer.RunAsync(int.Parse(port, CultureInfo.InvariantCulture), new MongoUrl(mongodb), new Uri(messaging));
        return 0;
}

IMeasurement[] measurements =
[
    new CommandThroughput(), new HandlerThroughput(), new ProjectionThroughput(), new QueryThroughput(), new VisibleLatency(),
    new StreamLength(), new LogSize(), new HotStream(), new ProcessCost(), new TelemetryCost(),
    new ServerCommands(), new ServerHandler(), new ServerRelay(), new ServerProjection(), new ServerRebuild(), new ServerQueries(),
    new ServerVisible(), new ServerLogSize(), new ServiceCost(),
];
if (BenchmarkOptions.Parse(args, [.. measurements.Select(m => m.Name)], out var problem) is not { } options)
{
    await Console.Error.WriteLineAsync($"{problem}\n{BenchmarkOptions.Usage}");
    return 2;
}

CultureInfo.DefaultThreadCurrentCulture = CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
using var stop = new CancellationTokenSource(TimeSpan.FromHours(2), TimeProvider.System);
using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, Stop);
using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop);

var selected = measurements.Where(m => options.Only is [] || options.Only.Contains(m.Name)).ToList();
var servers = BackingServers.FromEnvironment();
if (servers is null && selected.RemoveAll(m => m.OnServers) is > 0 and var without)
{
    Console.WriteLine($"{without} measurements on servers are left out: {BackingServers.Missing}.");
}

// With servers, this process is their client too, and must be one like any other.
if (!selected.Any(m => m.OnServers))
{
    SocketSettings.Apply();
}

try
{
    var setup = servers is not null && selected.Any(m => m.OnServers) ? await ServerSetup.PrepareAsync(servers, options.Peers, stop.Token) : null;
    var run = new BenchmarkRun(options.Scale, setup, Console.WriteLine);
    var failures = 0;
    Console.WriteLine(TextTable.Head);
    foreach (var measurement in selected)
    {
        try
        {
            await measurement.RunAsync(run, stop.Token);
        }
        catch (Exception exception) when (!stop.IsCancellationRequested)
        {
            // What the others find out is worth having.
            failures++;
            await Console.Error.WriteLineAsync($"{measurement.Name} has failed; the others go on. {exception}");
        }
    }

    if (options.Report is { } file)
    {
        await Report.WriteAsync(file, args, run, stop.Token);
    }

    return failures == 0 ? 0 : 1;
}
catch (OperationCanceledException) when (stop.IsCancellationRequested)
{
    await Console.Error.WriteLineAsync("Stopped before the end.");
    return 1;
}

// Everything that was started ends on the way out.
void Stop(PosixSignalContext signal)
{
    signal.Cancel = true;
    stop.Cancel();
}
