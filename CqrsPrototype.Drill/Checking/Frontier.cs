namespace CqrsPrototype.Drill.Checking;

/// <summary>The highest of the values that are known at a time.</summary>
internal sealed class Frontier
{
    private readonly List<(TimeSpan Time, long Highest)> _steps = [];

    public Frontier(IEnumerable<(TimeSpan Time, long Value)> values)
    {
        foreach (var (time, value) in values.OrderBy(v => v.Time))
        {
            _steps.Add((time, _steps is [.., var last] ? Math.Max(last.Highest, value) : value));
        }
    }

    /// <summary>The highest value from before that time; <see langword="null"/> if there is none.</summary>
    public long? HighestBefore(TimeSpan time)
    {
        var (low, high) = (0, _steps.Count);
        while (low < high)
        {
            var middle = (low + high) / 2;
            (low, high) = _steps[middle].Time < time ? (middle + 1, high) : (low, middle);
        }

        return low > 0 ? _steps[low - 1].Highest : null;
    }
}
