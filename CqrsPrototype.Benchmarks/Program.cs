using System.Globalization;
using System.Runtime.InteropServices;
using CqrsPrototype.Benchmarks.Baselines;
using CqrsPrototype.Benchmarks.Baselines.Spine;
using CqrsPrototype.Benchmarks.Measurements;
using CqrsPrototype.Benchmarks.Processes;
using CqrsPrototype.Benchmarks.Running;

// The baseline servers are this program too, so that nothing else need be built.
switch (args)
{
    case [EmptyServer.Name, var port, _]:
        await EmptyServer.RunAsync(int.Parse(port, CultureInfo.InvariantCulture));
        return 0;
    case [SpineServer.Name, var port, var directory]:
        await SpineServer.RunAsync(int.Parse(port, CultureInfo.InvariantCulture), directory);
        return 0;
}

IMeasurement[] measurements =
[
    new CommandThroughput(), new HandlerThroughput(), new ProjectionThroughput(), new QueryThroughput(), new VisibleLatency(),
    new StreamLength(), new LogSize(), new HotStream(), new ProcessCost(),
];
if (BenchmarkOptions.Parse(args, [.. measurements.Select(m => m.Name)], out var problem) is not { } options)
{
    await Console.Error.WriteLineAsync($"{problem}\n{BenchmarkOptions.Usage}");
    return 2;
}

CultureInfo.DefaultThreadCurrentCulture = CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
SocketSettings.Apply();
using var stop = new CancellationTokenSource(TimeSpan.FromHours(1), TimeProvider.System);
using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, Stop);
using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop);

var run = new BenchmarkRun(options.Scale, Console.WriteLine);
Console.WriteLine(TextTable.Head);
try
{
    foreach (var measurement in measurements.Where(m => options.Only is [] || options.Only.Contains(m.Name)))
    {
        await measurement.RunAsync(run, stop.Token);
    }
}
catch (OperationCanceledException) when (stop.IsCancellationRequested)
{
    await Console.Error.WriteLineAsync("Stopped before the end.");
    return 1;
}

if (options.Markdown is { } file)
{
    await Report.WriteAsync(file, run, stop.Token);
}

return 0;

// Everything that was started ends on the way out.
void Stop(PosixSignalContext signal)
{
    signal.Cancel = true;
    stop.Cancel();
}
