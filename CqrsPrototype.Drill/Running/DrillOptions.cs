using System.Globalization;

namespace CqrsPrototype.Drill.Running;

/// <summary>What the command line asks for.</summary>
/// <param name="Scenario">What happens: the name of a scenario.</param>
/// <param name="Duration">How long there is load.</param>
/// <param name="Seed">Decides who is hit when, and what clients want.</param>
internal sealed record DrillOptions(string Scenario, TimeSpan Duration, int Seed)
{
    public const string Usage = """
        usage: dotnet run -c Release --project CqrsPrototype.Drill [-- options]
          --scenario name    failure (default): processes are killed, frozen and restarted at random
                             elasticity: projectors 1 to 4 to 1, command APIs 1 to 3 to 1
                             broker-loss: the broker loses everything that it holds
                             backlog: the projector is off until there are --events events
          --minutes n        how long there is load (default 1)
          --seed n           the same seed draws the same faults and the same wishes (default: another each time)
          --events n         the size of the backlog (default 500000)
          --services dir     scripts that start and kill real servers (default: ../shared/services beside the repository)
          --hosts dir        where the services were published to (default: they are published now)
          --logs dir         gets what the services say (default: artifacts/drill in the repository)
        Needs Linux and root, for the servers. Ends with 0 if nothing is wrong, 1 if a rule is violated, 2 if it cannot run.
        """;

    /// <summary>How many events make the backlog.</summary>
    public long Events { get; init; } = 500_000;

    /// <summary>Where the scripts are that start and kill servers.</summary>
    public string? Services { get; init; }

    /// <summary>Where the services were published to.</summary>
    public string? Hosts { get; init; }

    /// <summary>Where logs go.</summary>
    public string? Logs { get; init; }

    /// <summary>Reads the command line.</summary>
    /// <returns><see langword="null"/> with a problem if it makes no sense.</returns>
    public static DrillOptions? Parse(IReadOnlyList<string> arguments, IReadOnlyCollection<string> scenarios, out string? problem)
    {
        var options = new DrillOptions("failure", TimeSpan.FromMinutes(1), Random.Shared.Next());
        for (var i = 0; i < arguments.Count; i += 2)
        {
            if (i + 1 == arguments.Count || options.With(arguments[i], arguments[i + 1]) is not { } changed)
            {
                problem = $"'{string.Join(' ', arguments.Skip(i).Take(2))}' is not an option with a value that makes sense.";
                return null;
            }

            options = changed;
        }

        problem = scenarios.Contains(options.Scenario) ? null : $"There is no scenario '{options.Scenario}'.";
        return problem is null ? options : null;
    }

    private DrillOptions? With(string name, string value) => name switch
    {
        "--scenario" => this with { Scenario = value },
        "--minutes" when double.TryParse(value, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var minutes) && minutes is > 0 and <= 1440 =>
            this with { Duration = TimeSpan.FromMinutes(minutes) },
        "--seed" when int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var seed) => this with { Seed = seed },
        "--events" when long.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var events) && events > 0 => this with { Events = events },
        "--services" => this with { Services = value },
        "--hosts" => this with { Hosts = value },
        "--logs" => this with { Logs = value },
        _ => null,
    };
}
