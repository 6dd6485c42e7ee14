using System.Diagnostics;
using CqrsPrototype.Benchmarks.Load;

namespace CqrsPrototype.Benchmarks.Baselines.RawSqlite;

/// <summary>One insert a transaction, each on disk before the next: what a program does that does not group.</summary>
internal static class RawInserts
{
    /// <returns>Inserts per second.</returns>
    public static double Run(string path, TimeSpan duration)
    {
        using var log = new RawLog(path);
        var begin = Stopwatch.GetTimestamp();
        var count = 0;
        for (; Stopwatch.GetElapsedTime(begin) < duration; count++)
        {
            using var transaction = log.Begin();
            log.Append(People.AddressOf(count), RawLog.EventOf(count));
            transaction.Commit();
        }

        return count / Stopwatch.GetElapsedTime(begin).TotalSeconds;
    }
}
