namespace CqrsPrototype.Benchmarks.Statistics;

/// <summary>What the rounds of a measurement gave: single figures vary, so the median stands for them, and the extremes show how far.</summary>
internal readonly record struct Summary(double Median, double Min, double Max)
{
    /// <summary>Summarises one value a round.</summary>
    /// <param name="values">In any order, not empty.</param>
    public static Summary Of(IReadOnlyCollection<double> values)
    {
        ArgumentOutOfRangeException.ThrowIfZero(values.Count);
        double[] sorted = [.. values.Order()];
        var middle = sorted.Length / 2;
        var median = sorted.Length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
        return new Summary(median, sorted[0], sorted[^1]);
    }

    /// <summary>The ratios of two series round by round: what disturbed a whole round disturbed both, and cancels out.</summary>
    public static Summary OfRatios(IReadOnlyList<double> values, IReadOnlyList<double> baseline)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(values.Count, baseline.Count);
        return Of([.. values.Zip(baseline, (value, other) => value / other)]);
    }
}
