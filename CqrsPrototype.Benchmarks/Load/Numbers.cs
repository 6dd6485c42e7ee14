namespace CqrsPrototype.Benchmarks.Load;

/// <summary>Gives out each number once, from 0.</summary>
internal sealed class Numbers
{
    private long _next = -1;

    /// <summary>How many were given out.</summary>
    public long Count => Volatile.Read(ref _next) + 1;

    public long Next() => Interlocked.Increment(ref _next);
}
