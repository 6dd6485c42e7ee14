namespace CqrsPrototype.Drill.Processes;

/// <summary>What a service is there for.</summary>
/// <param name="Name">Its name in the report.</param>
/// <param name="Project">The project that it is published from, and its program.</param>
internal sealed record ServiceRole(string Name, string Project)
{
    public static ServiceRole CommandApi { get; } = new("command", "CqrsPrototype.CommandApi");

    public static ServiceRole QueryApi { get; } = new("query", "CqrsPrototype.QueryApi");

    public static ServiceRole Projector { get; } = new("projector", "CqrsPrototype.Projector");

    /// <summary>All three.</summary>
    public static IReadOnlyList<ServiceRole> All { get; } = [CommandApi, QueryApi, Projector];
}
