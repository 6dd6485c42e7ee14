namespace CqrsPrototype.Benchmarks.Statistics;

/// <summary>Percentiles by nearest rank: always a value that was measured.</summary>
internal static class Percentile
{
    /// <summary>The smallest value that at least <paramref name="percent"/> per cent of all values do not exceed.</summary>
    /// <param name="sorted">In ascending order, not empty.</param>
    /// <param name="percent">Above 0, at most 100.</param>
    public static double Of(ReadOnlySpan<double> sorted, double percent)
    {
        ArgumentOutOfRangeException.ThrowIfZero(sorted.Length);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(percent);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(percent, 100);

        // 99.9 has no exact binary form: without rounding, the rank of 99.9 % of 1000 values would be 1000.
        var rank = (int)Math.Ceiling(Math.Round(percent / 100 * sorted.Length, 9));
        return sorted[rank - 1];
    }
}
