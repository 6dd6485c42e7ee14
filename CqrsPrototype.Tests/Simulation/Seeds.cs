using System.Globalization;
using System.Runtime.CompilerServices;
using CqrsPrototype.Tests.Simulation.Mutations;

namespace CqrsPrototype.Tests.Simulation;

/// <summary>Which seeds are run: 2 000, the first half embedded and the other half distributed, or as the environment says.</summary>
internal static class Seeds
{
    private const int Usual = 1000;

    /// <summary>Runs all of them, and fails with the first that breaks a rule.</summary>
    /// <returns>Where they have gone, if they are enough to go everywhere.</returns>
    public static Coverage? RunAll(Deployment deployment, [CallerMemberName] string test = "")
    {
        var wanted = Read("SIMULATION_SEED");
        var first = wanted ?? 1 + (deployment == Deployment.Embedded ? 0 : Usual);
        var count = Read("SIMULATION_SEEDS") ?? (wanted is null ? Usual : 1);
        var coverage = new Coverage(deployment);
        for (var seed = first; seed < first + count; seed++)
        {
            coverage.Add(Run(seed, deployment, Mutation.None, test));
        }

        return count >= Usual ? coverage : null;
    }

    /// <summary>Runs one.</summary>
    /// <exception cref="SimulationFailedException">It breaks a rule.</exception>
    public static History Run(int seed, Deployment deployment, Mutation mutation, [CallerMemberName] string test = "")
    {
        var simulator = new Simulator(seed, deployment, mutation);
        try
        {
            simulator.Run();
            return simulator.History;
        }
        catch (Exception exception)
        {
            throw new SimulationFailedException(seed, test, exception, simulator.History);
        }
    }

    private static int? Read(string variable) =>
        Environment.GetEnvironmentVariable(variable) is { Length: > 0 } text ? int.Parse(text, CultureInfo.InvariantCulture) : null;
}
