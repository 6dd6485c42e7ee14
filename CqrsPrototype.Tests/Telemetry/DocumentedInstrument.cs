using System.Text.RegularExpressions;
using CqrsPrototype.Tests.Monitoring.Receiving;
using CqrsPrototype.Tests.Repository;

namespace CqrsPrototype.Tests.Telemetry;

/// <summary>A row of the tables of metrics in docs/telemetry.md.</summary>
internal sealed partial record DocumentedInstrument(
    string Meter, string Name, string Kind, string Unit, IReadOnlyList<string> Attributes, string Prometheus, string Meaning)
{
    /// <summary>The name that the OTLP receiver of Prometheus makes by default of what is documented.</summary>
    public string Translated => PrometheusName.Of(Name, Unit, Kind switch
    {
        "counter" => MetricKind.Counter,
        "histogram" => MetricKind.Histogram,
        "gauge" or "up-down counter" => MetricKind.Gauge,
        _ => throw new InvalidOperationException($"docs/telemetry.md calls {Name} a {Kind}."),
    });

    public static IReadOnlyList<DocumentedInstrument> All { get; } = [.. Read(Repo.Read("docs", "telemetry.md"))];

    private static IEnumerable<DocumentedInstrument> Read(string document) =>
        from section in document.Split("\n### ")
        let meter = MeterName().Match(section)
        where meter.Success
        from row in section.Split('\n')
        let cells = row.Split('|', StringSplitOptions.TrimEntries)
        where cells.Length == 8 && cells[1].StartsWith('`')
        select new DocumentedInstrument(
            meter.Groups[1].Value, cells[1].Trim('`'), cells[2], cells[3].Trim('`'), [.. Code().Matches(cells[4]).Select(m => m.Groups[1].Value)],
            cells[5].Trim('`'), cells[6]);

    [GeneratedRegex(@"^.*: meter `([^`]+)`\n")]
    private static partial Regex MeterName();

    [GeneratedRegex("`([^`]+)`")]
    private static partial Regex Code();
}
