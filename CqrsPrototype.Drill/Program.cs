using System.Globalization;
using System.Runtime.InteropServices;
using CqrsPrototype.Drill.Filling;
using CqrsPrototype.Drill.Publishing;
using CqrsPrototype.Drill.Running;
using CqrsPrototype.Drill.Scenarios;
using CqrsPrototype.Drill.Servers;

const int NothingWrong = 0, Violated = 1, CannotRun = 2;
CultureInfo.DefaultThreadCurrentCulture = CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;

string[] scenarios = ["failure", "elasticity", "broker-loss", "backlog"];
if (DrillOptions.Parse(args, scenarios, out var problem) is not { } options)
{
    await Console.Error.WriteLineAsync($"{problem}\n{DrillOptions.Usage}");
    return CannotRun;
}

var repository = Publisher.RepositoryOf(AppContext.BaseDirectory);
if (repository is null && (options.Hosts, options.Services, options.Logs) is not (not null, not null, not null))
{
    await Console.Error.WriteLineAsync("Outside of the repository, --hosts, --services and --logs are needed.");
    return CannotRun;
}

using var stop = new CancellationTokenSource();
using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, Stop);
using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop);
Console.WriteLine($"Seed {options.Seed}: {options.Scenario}");
try
{
    var logs = Directory.CreateDirectory(options.Logs ?? Path.Combine(repository!, "artifacts", "drill", $"{options.Scenario}-{options.Seed}")).FullName;
    var programs = options.Hosts is { } hosts ? Publisher.In(hosts) : await Publisher.PublishAsync(repository!, Path.Combine(repository!, "artifacts", "services"), stop.Token);
    await using var servers = await ServerScripts.StartAsync(options.Services ?? Path.Combine(repository!, "..", "shared", "services"), stop.Token);
    Console.WriteLine($"The services write to {logs}.");
    var report = await new DrillRun(options.Seed, programs, servers.Connections, servers.All, logs, TimeProvider.System, Console.WriteLine).RunAsync(Scenario(servers), stop.Token);
    Console.WriteLine(report);
    return report.Violations.Count == 0 ? NothingWrong : Violated;
}
catch (OperationCanceledException) when (stop.IsCancellationRequested)
{
    await Console.Error.WriteLineAsync("Stopped before the end.");
    return CannotRun;
}
catch (Exception exception) when (exception is InvalidOperationException or TimeoutException or IOException)
{
    await Console.Error.WriteLineAsync(exception.Message);
    return CannotRun;
}

IScenario Scenario(ServerScripts servers) => options.Scenario switch
{
    "elasticity" => new ElasticityScenario(options.Duration),
    "broker-loss" => new BrokerLossScenario(servers.RabbitMq, options.Duration),
    "backlog" => new BacklogScenario(options.Events, new EventStoreFiller(servers.Connections.MongoDb)),
    _ => new FailureScenario(options.Seed, options.Duration),
};

// Everything that was started ends on the way out.
void Stop(PosixSignalContext signal)
{
    signal.Cancel = true;
    stop.Cancel();
}
