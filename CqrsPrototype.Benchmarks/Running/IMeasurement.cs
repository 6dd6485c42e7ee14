namespace CqrsPrototype.Benchmarks.Running;

/// <summary>Something to measure; selected by its name.</summary>
internal interface IMeasurement
{
    /// <summary>One lower-case word, or more with hyphens.</summary>
    string Name { get; }

    /// <summary>Whether it needs MongoDB and RabbitMQ, and may use <see cref="BenchmarkRun.Setup"/>.</summary>
    bool OnServers => false;

    /// <summary>Measures, and reports lines as they are known.</summary>
    Task RunAsync(BenchmarkRun run, CancellationToken cancellationToken);
}
