namespace CqrsPrototype.Tests.SystemTests;

/// <summary>Tests with many processes: they come last and one at a time, so that neither they nor the others wait for a processor.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class OneAtATime
{
    public const string Name = "System";
}
