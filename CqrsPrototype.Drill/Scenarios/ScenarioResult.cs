namespace CqrsPrototype.Drill.Scenarios;

/// <summary>What a scenario has done.</summary>
/// <param name="Facts">Lines of the report, as name and value.</param>
internal sealed record ScenarioResult(IReadOnlyList<(string Name, string Value)> Facts)
{
    /// <summary>Events at lower positions may be missing on the wire, because the broker has lost what it held.</summary>
    public long WireCompleteFrom { get; init; }

    /// <summary>The correlation id of events that no client has asked for.</summary>
    public string? Filler { get; init; }
}
