using CqrsPrototype.Benchmarks.Statistics;

namespace CqrsPrototype.Benchmarks.Running;

/// <summary>A line of the report: what the product did, what the baseline did in the same rounds, and the ratio.</summary>
internal sealed record Row(string What, string Unit, Summary Product, string Baseline, Summary Other, Summary Ratio, Goal? Goal)
{
    public bool? IsMet => Goal?.IsMet(Product.Median, Ratio.Median);

    /// <summary>Puts a line together.</summary>
    /// <param name="what">What was measured.</param>
    /// <param name="unit">Of both figures.</param>
    /// <param name="product">One value a round.</param>
    /// <param name="baseline">What it is compared with.</param>
    /// <param name="other">One value a round, measured beside those of the product.</param>
    /// <param name="goal">What is hoped for, if anything.</param>
    public static Row Of(string what, string unit, IReadOnlyList<double> product, string baseline, IReadOnlyList<double> other, Goal? goal = null) =>
        new(what, unit, Summary.Of(product), baseline, Summary.Of(other), Summary.OfRatios(product, other), goal);
}
