using System.Globalization;
using CqrsPrototype.Benchmarks.Statistics;

namespace CqrsPrototype.Benchmarks.Running;

/// <summary>Writes lines for the terminal and tables for documents.</summary>
internal static class TextTable
{
    public static string Line(Row row) => string.Create(
        CultureInfo.InvariantCulture,
        $"{row.What,-52} {Figure(row.Product),24} {row.Unit,-10} | {row.Baseline,-32} {Figure(row.Other),24} | {Ratio(row.Ratio),-22} {row.Goal,-8} {Verdict(row)}");

    public static string Head { get; } =
        $"{"",-52} {"median (min–max)",24} {"",-10} | {"baseline of the same run",-32} {"",24} | {"ratio",-22} goal";

    public static IEnumerable<string> Markdown(IReadOnlyList<Row> rows)
    {
        yield return "| What | CqrsPrototype | Unit | Baseline | | Ratio | Goal | |";
        yield return "|---|--:|---|---|--:|--:|--:|---|";
        foreach (var row in rows)
        {
            yield return $"| {row.What} | {Figure(row.Product)} | {row.Unit} | {row.Baseline} | {Figure(row.Other)} | {Ratio(row.Ratio)} | {row.Goal} | {Verdict(row)} |";
        }
    }

    private static string Figure(Summary s) => $"{Number(s.Median)} ({Number(s.Min)}–{Number(s.Max)})";

    private static string Ratio(Summary s) =>
        string.Create(CultureInfo.InvariantCulture, $"{s.Median:0.00} ({s.Min:0.00}–{s.Max:0.00})");

    // Three digits say what a measurement on a shared machine can say.
    private static string Number(double value) => value switch
    {
        >= 100_000 => string.Create(CultureInfo.InvariantCulture, $"{value / 1000:0}k"),
        >= 1000 => string.Create(CultureInfo.InvariantCulture, $"{value / 1000:0.0}k"),
        >= 100 => string.Create(CultureInfo.InvariantCulture, $"{value:0}"),
        >= 10 => string.Create(CultureInfo.InvariantCulture, $"{value:0.0}"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{value:0.00}"),
    };

    private static string Verdict(Row row) => row.IsMet switch
    {
        true => "met",
        false => "not met",
        null => "",
    };
}
