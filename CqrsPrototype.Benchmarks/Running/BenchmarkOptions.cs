using System.Globalization;

namespace CqrsPrototype.Benchmarks.Running;

/// <summary>What the command line asks for.</summary>
/// <param name="Scale">How much to measure.</param>
/// <param name="Only">Names of measurements; empty for all.</param>
/// <param name="Markdown">A file that gets the report; <see langword="null"/> for none.</param>
internal sealed record BenchmarkOptions(BenchmarkScale Scale, IReadOnlyList<string> Only, string? Markdown)
{
    public const string Usage = """
        usage: dotnet run -c Release --project CqrsPrototype.Benchmarks [-- options]
          --quick            about a minute; shows whether something has broken, not how fast it is
          --only a,b         only these measurements
          --rounds n         how often each figure is taken (1 to 100)
          --markdown file    writes the report there too
        """;

    /// <summary>Reads the command line.</summary>
    /// <returns><see langword="null"/> with a problem if it makes no sense.</returns>
    public static BenchmarkOptions? Parse(IReadOnlyList<string> arguments, IReadOnlyCollection<string> known, out string? problem)
    {
        var options = new BenchmarkOptions(BenchmarkScale.Full, [], null);
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
                case "--only" when value is not null:
                    options = options with { Only = value.Split(',') };
                    problem = options.Only.FirstOrDefault(name => !known.Contains(name)) is { } unknown
                        ? $"There is no measurement '{unknown}'. There are: {string.Join(", ", known)}."
                        : null;
                    break;
                case "--rounds" when int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var count) && count is > 0 and <= 100:
                    rounds = count;
                    break;
                case "--markdown" when value is not null:
                    options = options with { Markdown = value };
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
