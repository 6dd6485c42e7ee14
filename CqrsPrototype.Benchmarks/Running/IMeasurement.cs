namespace CqrsPrototype.Benchmarks.Running;

/// <summary>Something to measure; selected by its name.</summary>
internal interface IMeasurement
{
    /// <summary>One lower-case word, or more with hyphens.</summary>
    string Name { get; }

    /// <summary>Measures, and reports lines as they are known.</summary>
    Task RunAsync(BenchmarkRun run, CancellationToken cancellationToken);
}
