using CqrsPrototype.Drill.Clients;
using CqrsPrototype.Drill.Faults;
using CqrsPrototype.Drill.Processes;

namespace CqrsPrototype.Drill.Scenarios;

/// <summary>Two of each service; services and servers are killed, frozen and restarted at random.</summary>
/// <param name="seed">Decides who is hit when.</param>
/// <param name="duration">How long.</param>
internal sealed class FailureScenario(int seed, TimeSpan duration) : IScenario
{
    private IReadOnlyList<PlannedFault> _happened = [];

    public IReadOnlyDictionary<ServiceRole, int> Start { get; } = ServiceRole.All.ToDictionary(role => role, _ => 2);

    public ClientOptions Load { get; } = new(Pause: TimeSpan.FromMilliseconds(200));

    public async Task RunAsync(Stage stage, CancellationToken cancellationToken)
    {
        IReadOnlyList<IMember> members = [.. stage.Fleet.Services, .. stage.Servers];
        var injector = new FaultInjector(members, stage.Time, stage.Say);
        await Task.WhenAll(
            injector.RunAsync(FaultPlan.Draw(seed, [.. members.Select(member => member.Name)], duration), cancellationToken),
            Task.Delay(duration, stage.Time, cancellationToken));
        _happened = injector.Happened;
    }

    public Task<ScenarioResult> FinishAsync(Stage stage, CancellationToken cancellationToken) => Task.FromResult(
        new ScenarioResult([.. Enum.GetValues<FaultKind>().Select(kind => ($"{kind}s", Count(_happened.Where(fault => fault.Kind == kind))))]));

    private static string Count(IEnumerable<PlannedFault> faults)
    {
        var targets = faults.CountBy(fault => fault.Target).OrderBy(target => target.Key, StringComparer.Ordinal).ToList();
        return $"{targets.Sum(target => target.Value)} ({string.Join(", ", targets.Select(target => $"{target.Key} {target.Value}"))})";
    }
}
