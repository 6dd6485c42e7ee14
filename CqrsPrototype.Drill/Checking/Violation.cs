namespace CqrsPrototype.Drill.Checking;

/// <summary>A rule that does not hold.</summary>
/// <param name="Rule">Which.</param>
/// <param name="Detail">Where, in words.</param>
internal sealed record Violation(Rule Rule, string Detail);
