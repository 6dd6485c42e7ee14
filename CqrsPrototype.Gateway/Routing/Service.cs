namespace CqrsPrototype.Gateway.Routing;

/// <summary>A service behind the gateway.</summary>
/// <param name="Name">How service discovery knows it: its replicas are at <c>services__NAME__http__0</c>, <c>…__1</c> and so on.</param>
/// <param name="DefaultPort">Where it is on this machine, if nothing says where it is.</param>
/// <param name="Patience">The longest silence of a request that is under way, and so the longest wait for the beginning of an answer.</param>
internal sealed record Service(string Name, int DefaultPort, TimeSpan Patience)
{
    /// <summary>A command ends by itself after 10 s.</summary>
    public static Service Commands { get; } = new("commandapi", 8000, TimeSpan.FromSeconds(15));

    /// <summary>A reader may wait 30 s for its version; the stream of changes says something every 15 s, and may go on for ever.</summary>
    public static Service Queries { get; } = new("queryapi", 9000, TimeSpan.FromSeconds(40));

    /// <summary>The projector, which serves operations.</summary>
    public static Service Operations { get; } = new("projector", 9100, TimeSpan.FromSeconds(40));

    public static IReadOnlyList<Service> All { get; } = [Commands, Queries, Operations];
}
