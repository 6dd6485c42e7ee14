using System.Globalization;

namespace CqrsPrototype.Benchmarks.Running;

/// <summary>What the command line asks for.</summary>
/// <param name="Scale">How much to measure.</param>
/// <param name="Only">Names of measurements; empty for all.</param>
/// <param name="Peers">Whether other systems are measured beside.</param>
/// <param name="Report">A file that gets the report; <see langword="null"/> for none.</param>
internal sealed record BenchmarkOptions(BenchmarkScale Scale, IReadOnlyList<string> Only, bool Peers, string? Report)
{
    public const string Usage = """
        usage: dotnet run -c Release --project CqrsPrototype.Benchmarks [-- options]
          --quick            about a minute; shows whether something has broken, not how fast it is
          --only a,b         only these measurements
          --rounds n         how often each figure is taken (1 to 100)
          --peers            measures MassTransit and Wolverine beside, on the same broker
          --report file      writes the table there too, as a document
        ConnectionStrings__mongodb and ConnectionStrings__messaging say where the servers are that some measurements need.
        """;

    /// <summary>Reads the command line.</summary>
    /// <returns><see langword="null"/> with a problem if it makes no sense.</returns>
    public static BenchmarkOptions? Parse(IReadOnlyList<string> arguments, IReadOnlyCollection<string> known, out string? problem)
    {
        var options = new BenchmarkOptions(BenchmarkScale.Full, [], Peers: false, Report: null);
        problem = null;
        int? rounds = null;
        for (var i = 0; i < arguments.Count && problem is null; i++)
        {
            var value = i + 1 < arguments.Count ? arguments[i + 1] : null;
            switch (arguments[i])
            {
                case "--quick":
                    options = options with { Scale = BenchmarkScale.Quick };
                    continue;
                case "--peers":
                    options = options with { Peers = true };
                    continue;
                case "--only" when value is not null:
                    options = options with { Only = value.Split(',') };
                    problem = options.Only.FirstOrDefault(name => !known.Contains(name)) is { } unknown
                        ? $"There is no measurement '{unknown}'. There are: {string.Join(", ", known)}."
                        : null;
                    break;
                case "--rounds" when int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var count) && count is > 0 and <= 100:
                    rounds = count;
                    break;
                case "--report" when value is not null:
                    options = options with { Report = value };
                    break;
                default:
                    problem = $"'{arguments[i]}' is not an option, or lacks its value.";
                    break;
            }

            i++;
        }

        return problem is null ? options with { Scale = rounds is { } given ? options.Scale with { Rounds = given } : options.Scale } : null;
    }
}
