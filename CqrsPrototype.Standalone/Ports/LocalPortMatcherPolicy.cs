using Microsoft.AspNetCore.Routing.Matching;

namespace CqrsPrototype.Standalone.Ports;

/// <summary>Chooses routes by the port that the connection came in on, whatever the Host header says.</summary>
/// <remarks>
/// It goes before the choice by method, so that each port answers as if it were a process of its own: 405 with its own methods in Allow,
/// and 404 for what only another port has.
/// </remarks>
internal sealed class LocalPortMatcherPolicy : MatcherPolicy, INodeBuilderPolicy
{
    private const int AnyPort = -1;

    // The framework chooses by method at -1000.
    public override int Order => -2000;

    public bool AppliesToEndpoints(IReadOnlyList<Endpoint> endpoints) => endpoints.Any(e => e.Metadata.GetMetadata<LocalPorts>() is not null);

    public IReadOnlyList<PolicyNodeEdge> GetEdges(IReadOnlyList<Endpoint> endpoints)
    {
        var ports = endpoints.SelectMany(PortsOf).Append(AnyPort).Distinct();
        return [.. ports.Select(port => new PolicyNodeEdge(port, [.. endpoints.Where(e => PortsOf(e) is [] || PortsOf(e).Contains(port))]))];
    }

    public PolicyJumpTable BuildJumpTable(int exitDestination, IReadOnlyList<PolicyJumpTableEdge> edges) =>
        new JumpTable(edges.ToDictionary(edge => (int)edge.State, edge => edge.Destination), exitDestination);

    private static IReadOnlyList<int> PortsOf(Endpoint endpoint) => endpoint.Metadata.GetMetadata<LocalPorts>()?.Ports ?? [];

    private sealed class JumpTable(Dictionary<int, int> destinations, int exitDestination) : PolicyJumpTable
    {
        private readonly int _otherwise = destinations.GetValueOrDefault(AnyPort, exitDestination);

        public override int GetDestination(HttpContext httpContext) => destinations.GetValueOrDefault(httpContext.Connection.LocalPort, _otherwise);
    }
}
