using System.Runtime.InteropServices;

namespace CqrsPrototype.Benchmarks.Running;

/// <summary>Writes the report file.</summary>
internal static class Report
{
    public static Task WriteAsync(string path, BenchmarkRun run, CancellationToken cancellationToken)
    {
        var memory = GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / (1024 * 1024 * 1024);
        string[] head =
        [
            "# Benchmark report",
            "",
            $"Made by `dotnet run -c Release --project CqrsPrototype.Benchmarks` on {TimeProvider.System.GetUtcNow():yyyy-MM-dd}: "
            + $"{Environment.ProcessorCount} cores, {memory} GiB, {RuntimeInformation.OSDescription}, {RuntimeInformation.FrameworkDescription}; "
            + $"{run.Scale.Rounds} rounds of {run.Scale.RoundTime.TotalSeconds:0.#} s. Median (min–max); each ratio is taken round by round. "
            + "What is measured and how: [performance.md](performance.md).",
            "",
        ];
        return File.WriteAllLinesAsync(path, [.. head, .. TextTable.Markdown(run.Rows)], cancellationToken);
    }
}
