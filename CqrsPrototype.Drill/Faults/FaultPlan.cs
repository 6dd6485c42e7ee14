namespace CqrsPrototype.Drill.Faults;

/// <summary>What will happen to whom and when: the same for the same seed.</summary>
internal static class FaultPlan
{
    // Kills are what matters most. Half of the freezes are longer than the 5 s after which another takes a lease over.
    private const double Kills = 0.65;
    private const double Freezes = 0.25;
    private const double LongestFreeze = 10;
    private const double LongestAbsence = 3;
    private const double ShortestPause = 0.5;
    private const double LongestPause = 3;

    /// <summary>Draws the faults of a run.</summary>
    /// <param name="seed">Decides everything.</param>
    /// <param name="targets">The names of the processes, each as often as it should count.</param>
    /// <param name="duration">How long the run is; the last fault begins before its end.</param>
    public static IReadOnlyList<PlannedFault> Draw(int seed, IReadOnlyList<string> targets, TimeSpan duration)
    {
        var random = new Random(seed);
        var plan = new List<PlannedFault>();
        for (var at = Between(random, ShortestPause, LongestPause); at < duration; at += Between(random, ShortestPause, LongestPause))
        {
            var target = targets[random.Next(targets.Count)];
            var kind = random.NextDouble() switch
            {
                < Kills => FaultKind.Kill,
                < Kills + Freezes => FaultKind.Freeze,
                _ => FaultKind.Restart,
            };
            plan.Add(new PlannedFault(at, target, kind, Between(random, 0, kind == FaultKind.Freeze ? LongestFreeze : LongestAbsence)));
        }

        return plan;
    }

    private static TimeSpan Between(Random random, double shortest, double longest) =>
        TimeSpan.FromMilliseconds(Math.Round(1000 * (shortest + (longest - shortest) * random.NextDouble())));
}
