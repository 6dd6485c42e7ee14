namespace CqrsPrototype.Tests.Simulation;

/// <summary>A rule that must hold did not.</summary>
internal sealed class Violation(string rule, string what, Exception? inner = null) : Exception($"{rule}: {what}", inner)
{
    public string Rule { get; } = rule;
}
