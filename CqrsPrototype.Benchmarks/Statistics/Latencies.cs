namespace CqrsPrototype.Benchmarks.Statistics;

/// <summary>Collects durations from many tasks.</summary>
internal sealed class Latencies
{
    private readonly Lock _lock = new();
    private readonly List<double> _milliseconds = [];

    public void Add(TimeSpan duration)
    {
        lock (_lock)
        {
            _milliseconds.Add(duration.TotalMilliseconds);
        }
    }

    /// <summary>A percentile in milliseconds.</summary>
    public double At(double percent)
    {
        lock (_lock)
        {
            _milliseconds.Sort();
            return Percentile.Of(System.Runtime.InteropServices.CollectionsMarshal.AsSpan(_milliseconds), percent);
        }
    }
}
