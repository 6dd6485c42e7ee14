using System.Diagnostics;

namespace CqrsPrototype.Benchmarks.Product;

/// <summary>Tasks in this process that call again as soon as they are answered.</summary>
internal static class Callers
{
    /// <summary>Calls until the time is up.</summary>
    /// <returns>Answers per second.</returns>
    public static async Task<double> RunAsync(int callers, TimeSpan duration, Func<Task> call, CancellationToken cancellationToken)
    {
        var begin = Stopwatch.GetTimestamp();
        var counts = await Task.WhenAll(Enumerable.Range(0, callers).Select(_ => Task.Run(
            async () =>
            {
                var count = 0;
                for (; Stopwatch.GetElapsedTime(begin) < duration; count++)
                {
                    await call();
                }

                return count;
            },
            cancellationToken)));
        return counts.Sum() / Stopwatch.GetElapsedTime(begin).TotalSeconds;
    }
}
