using System.Runtime.InteropServices;

namespace CqrsPrototype.Benchmarks.Running;

/// <summary>Writes the report file: a document that others can include or link to.</summary>
internal static class Report
{
    /// <param name="path">The file; one that is there is replaced.</param>
    /// <param name="arguments">What this program was told.</param>
    /// <param name="run">What came out.</param>
    /// <param name="cancellationToken">Stops writing.</param>
    public static Task WriteAsync(string path, IReadOnlyList<string> arguments, BenchmarkRun run, CancellationToken cancellationToken)
    {
        var memory = GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / (1024 * 1024 * 1024);
        string[] head =
        [
            "# Benchmark report",
            "",
            $"Made by `dotnet run -c Release --project CqrsPrototype.Benchmarks -- {string.Join(' ', arguments)}` on {TimeProvider.System.GetUtcNow():yyyy-MM-dd}: "
            + $"{Environment.ProcessorCount} cores, {memory} GiB, {RuntimeInformation.OSDescription}, {RuntimeInformation.FrameworkDescription}; "
            + $"{run.Scale.Rounds} rounds, each of {run.Scale.RoundTime.TotalSeconds:0.#} s where it goes by time. Median (min–max); each ratio is taken "
            + "round by round. What is measured and how: [performance.md](performance.md).",
            "",
        ];
        return File.WriteAllLinesAsync(path, [.. head, .. TextTable.Markdown(run.Rows)], cancellationToken);
    }
}
