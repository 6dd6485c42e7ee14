namespace CqrsPrototype.Drill.Evidence;

/// <summary>A message as an independent consumer of <c>domain_events</c> has received it.</summary>
/// <param name="RoutingKey">What it was published with.</param>
/// <param name="Body">The body as text.</param>
/// <param name="Properties">The AMQP properties that are set, by name, and the headers, each as text.</param>
internal sealed record WireMessage(string RoutingKey, string Body, IReadOnlyDictionary<string, string> Properties)
{
    /// <summary>The stream that it says it is of.</summary>
    public string Stream => Properties.GetValueOrDefault("cloudEvents:stream", "");

    /// <summary>The version that it says it has; 0 where it says none.</summary>
    public long Version => long.TryParse(Properties.GetValueOrDefault("cloudEvents:streamversion"), out var version) ? version : 0;
}
