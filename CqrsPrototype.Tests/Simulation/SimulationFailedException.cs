namespace CqrsPrototype.Tests.Simulation;

/// <summary>A seed that has broken a rule, with what led to it and how to see it again.</summary>
internal sealed class SimulationFailedException(int seed, string test, Exception cause, History history) : Exception(
    $"""
    Seed {seed}: {cause.Message}

    {history.Tail(80)}
    Once more: dotnet test --project CqrsPrototype.Tests -e SIMULATION_SEED={seed} -- --filter-method "*.{test}"
    """,
    cause);
