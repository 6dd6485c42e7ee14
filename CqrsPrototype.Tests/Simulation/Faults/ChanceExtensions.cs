namespace CqrsPrototype.Tests.Simulation.Faults;

/// <summary>Chance in the words of the simulation.</summary>
internal static class ChanceExtensions
{
    public static bool OneIn(this Random chance, int times) => chance.Next(times) == 0;

    public static T Pick<T>(this Random chance, IReadOnlyList<T> among) => among[chance.Next(among.Count)];

    /// <summary>From the first to before the second.</summary>
    public static TimeSpan Milliseconds(this Random chance, double from, double to) =>
        TimeSpan.FromMilliseconds(from + (chance.NextDouble() * (to - from)));
}
