using System.Diagnostics;
using CqrsPrototype.Benchmarks.Load;

namespace CqrsPrototype.Benchmarks.Baselines.RawSqlite;

/// <summary>Many callers on one group commit, nothing else.</summary>
internal static class RawGroupCommit
{
    /// <returns>Answered appends per second.</returns>
    public static async Task<double> RunAsync(string path, int callers, TimeSpan duration, CancellationToken cancellationToken)
    {
        using var writer = new GroupCommit(path, static (_, _, _) => { });
        var numbers = new Numbers();
        var begin = Stopwatch.GetTimestamp();
        var counts = await Task.WhenAll(Enumerable.Range(0, callers).Select(_ => Task.Run(
            async () =>
            {
                var count = 0;
                for (; Stopwatch.GetElapsedTime(begin) < duration; count++)
                {
                    var number = numbers.Next();
                    await writer.AppendAsync(People.AddressOf(number), RawLog.EventOf(number), cancellationToken);
                }

                return count;
            },
            cancellationToken)));
        return counts.Sum() / Stopwatch.GetElapsedTime(begin).TotalSeconds;
    }
}
