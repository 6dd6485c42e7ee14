namespace CqrsPrototype.Drill.Faults;

/// <summary>A fault that will happen.</summary>
/// <param name="At">When, from the start of the load.</param>
/// <param name="Target">The name of the process.</param>
/// <param name="Kind">What happens to it.</param>
/// <param name="For">How long it is away before it is started or continued.</param>
internal sealed record PlannedFault(TimeSpan At, string Target, FaultKind Kind, TimeSpan For);
