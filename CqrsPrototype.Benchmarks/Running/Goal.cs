using System.Globalization;

namespace CqrsPrototype.Benchmarks.Running;

/// <summary>What a figure should be: a limit on its ratio to the baseline, or on itself.</summary>
internal sealed record Goal
{
    private Goal(bool ofRatio, bool atLeast, double limit) => (OfRatio, AtLeast, Limit) = (ofRatio, atLeast, limit);

    private bool OfRatio { get; }

    private bool AtLeast { get; }

    private double Limit { get; }

    public static Goal RatioAtLeast(double limit) => new(true, true, limit);

    public static Goal RatioAtMost(double limit) => new(true, false, limit);

    public static Goal ValueAtMost(double limit) => new(false, false, limit);

    /// <summary>Whether the medians keep it.</summary>
    public bool IsMet(double value, double ratio)
    {
        var figure = OfRatio ? ratio : value;
        return AtLeast ? figure >= Limit : figure <= Limit;
    }

    public override string ToString() =>
        string.Create(CultureInfo.InvariantCulture, $"{(AtLeast ? "≥" : "≤")} {Limit:0.##}{(OfRatio ? "x" : "")}");
}
