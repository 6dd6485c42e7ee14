using System.Globalization;
using System.Runtime.CompilerServices;
using CqrsPrototype.Tests.Simulation.Mutations;

namespace CqrsPrototype.Tests.Simulation;

/// <summary>Which seeds are run: 1 to 1000 of each deployment, or as the environment says.</summary>
internal static class Seeds
{
    private const int Usual = 1000;

    /// <summary>Runs all of them, and fails with the first that breaks a rule.</summary>
    public static void RunAll(Deployment deployment, [CallerMemberName] string test = "")
    {
        var first = Read("SIMULATION_SEED");
        var count = Read("SIMULATION_SEEDS") ?? (first is null ? Usual : 1);
        for (var seed = first ?? 1; seed < (first ?? 1) + count; seed++)
        {
            Run(seed, deployment, Mutation.None, test);
        }
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
