namespace CqrsPrototype.Benchmarks.Running;

/// <summary>How much is measured.</summary>
internal sealed record BenchmarkScale
{
    /// <summary>A run that the figures of docs/performance.md may be taken from.</summary>
    public static BenchmarkScale Full { get; } = new();

    /// <summary>About a minute: shows whether something has broken, not how fast it is.</summary>
    public static BenchmarkScale Quick { get; } = new()
    {
        Rounds = 2,
        RoundTime = TimeSpan.FromSeconds(0.4),
        WarmUp = TimeSpan.FromSeconds(0.5),
        LatencyTime = TimeSpan.FromSeconds(1),
        IdleTime = TimeSpan.FromSeconds(0.5),
        LogEvents = 20_000,
        LargeLogEvents = 100_000,
        LongStream = 10_000,
        QueueEvents = 5000,
        ServerLogEvents = 10_000,
    };

    /// <summary>How often each figure is taken.</summary>
    public int Rounds { get; init; } = 5;

    /// <summary>How long one round of a closed loop is.</summary>
    public TimeSpan RoundTime { get; init; } = TimeSpan.FromSeconds(3);

    /// <summary>How long a server runs before it is measured, so that its code is compiled.</summary>
    public TimeSpan WarmUp { get; init; } = TimeSpan.FromSeconds(4);

    /// <summary>How long one round of an open loop is.</summary>
    public TimeSpan LatencyTime { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>How long a server is left alone before its memory is looked at.</summary>
    public TimeSpan IdleTime { get; init; } = TimeSpan.FromSeconds(3);

    /// <summary>Events in the log for projection and rebuild; a multiple of 10 000.</summary>
    public int LogEvents { get; init; } = 200_000;

    /// <summary>Events in the large log, which is compared with one of 10 000; a multiple of 10 000.</summary>
    public int LargeLogEvents { get; init; } = 1_000_000;

    /// <summary>Events in the longest stream.</summary>
    public int LongStream { get; init; } = 100_000;

    /// <summary>Events that go through a queue in one round; a multiple of 100.</summary>
    public int QueueEvents { get; init; } = 30_000;

    /// <summary>Events in the log in MongoDB; a multiple of 10 000.</summary>
    public int ServerLogEvents { get; init; } = 100_000;
}
