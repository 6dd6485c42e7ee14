using CqrsPrototype.Drill.Clients;
using CqrsPrototype.Drill.Processes;

namespace CqrsPrototype.Drill.Scenarios;

/// <summary>What happens in a drill.</summary>
internal interface IScenario
{
    /// <summary>How many services of each kind there are at the beginning.</summary>
    IReadOnlyDictionary<ServiceRole, int> Start { get; }

    /// <summary>How much load there is.</summary>
    ClientOptions Load { get; }

    /// <summary>Goes on as long as there shall be load. In the end everything runs again.</summary>
    Task RunAsync(Stage stage, CancellationToken cancellationToken);

    /// <summary>Comes behind the load, before everything must come to rest.</summary>
    Task<ScenarioResult> FinishAsync(Stage stage, CancellationToken cancellationToken);
}
