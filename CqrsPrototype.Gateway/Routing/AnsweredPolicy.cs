using System.Runtime.CompilerServices;
using Yarp.ReverseProxy.Health;
using Yarp.ReverseProxy.Model;

namespace CqrsPrototype.Gateway.Routing;

/// <summary>A replica is well when it has said so, and ill when it has failed to twice in a row: one failure is forgiven, but not to one of which nothing is known.</summary>
internal sealed class AnsweredPolicy(IDestinationHealthUpdater updater) : IActiveHealthCheckPolicy
{
    public const string PolicyName = "Answered";

    private const int Failures = 2;

    private readonly ConditionalWeakTable<DestinationState, StrongBox<int>> _failures = [];

    public string Name => PolicyName;

    public void ProbingCompleted(ClusterState cluster, IReadOnlyList<DestinationProbingResult> probingResults) =>
        updater.SetActive(cluster, [.. probingResults.Select(result => new NewActiveDestinationHealth(result.Destination, Judge(result)))]);

    private DestinationHealth Judge(DestinationProbingResult result)
    {
        var failures = _failures.GetOrCreateValue(result.Destination);
        failures.Value = result.Response is { IsSuccessStatusCode: true } ? 0 : failures.Value + 1;
        var isForgiven = failures.Value < Failures && result.Destination.Health.Active == DestinationHealth.Healthy;
        return failures.Value == 0 || isForgiven ? DestinationHealth.Healthy : DestinationHealth.Unhealthy;
    }
}
