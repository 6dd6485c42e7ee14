using CqrsPrototype.Drill.Clients;
using CqrsPrototype.Drill.Processes;

namespace CqrsPrototype.Drill.Scenarios;

/// <summary>Under load, projectors go from 1 to 4 to 1 and command APIs from 1 to 3 to 1, one service at a time.</summary>
/// <param name="duration">How long.</param>
internal sealed class ElasticityScenario(TimeSpan duration) : IScenario
{
    private static readonly (ServiceRole Role, int Change)[] Steps =
    [
        (ServiceRole.Projector, 1), (ServiceRole.CommandApi, 1), (ServiceRole.Projector, 1), (ServiceRole.CommandApi, 1), (ServiceRole.Projector, 1),
        (ServiceRole.Projector, -1), (ServiceRole.CommandApi, -1), (ServiceRole.Projector, -1), (ServiceRole.CommandApi, -1), (ServiceRole.Projector, -1),
    ];

    public IReadOnlyDictionary<ServiceRole, int> Start { get; } = ServiceRole.All.ToDictionary(role => role, _ => 1);

    public ClientOptions Load { get; } = new(Pause: TimeSpan.FromMilliseconds(50));

    public async Task RunAsync(Stage stage, CancellationToken cancellationToken)
    {
        var pause = duration / (Steps.Length + 1);
        foreach (var (role, change) in Steps)
        {
            await Task.Delay(pause, stage.Time, cancellationToken);
            await (change > 0 ? stage.Fleet.AddAsync(role, change, cancellationToken) : stage.Fleet.RemoveAsync(role, -change, cancellationToken));
            stage.Say($"{stage.Fleet.Of(role).Count} of {role.Name}");
        }

        await Task.Delay(pause, stage.Time, cancellationToken);
    }

    public Task<ScenarioResult> FinishAsync(Stage stage, CancellationToken cancellationToken) =>
        Task.FromResult(new ScenarioResult([("Scaled", "projectors 1 to 4 to 1, command APIs 1 to 3 to 1")]));
}
