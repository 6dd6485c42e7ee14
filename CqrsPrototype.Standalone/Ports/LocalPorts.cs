namespace CqrsPrototype.Standalone.Ports;

/// <summary>Says on which of the process's ports a route is served; metadata of its endpoint.</summary>
internal sealed record LocalPorts(IReadOnlyList<int> Ports);
