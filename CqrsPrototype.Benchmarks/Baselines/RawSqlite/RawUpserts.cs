using System.Diagnostics;
using CqrsPrototype.Benchmarks.Load;

namespace CqrsPrototype.Benchmarks.Baselines.RawSqlite;

/// <summary>Batches of upserts with a checkpoint, each batch on disk before the next: the least that a projection writes.</summary>
internal static class RawUpserts
{
    private const int Batch = 1000;

    /// <returns>Upserts per second.</returns>
    public static double Run(string path, int events, int users)
    {
        using var documents = new RawDocuments(path, "FULL");
        var now = TimeProvider.System.GetUtcNow();
        var begin = Stopwatch.GetTimestamp();
        for (var number = 0; number < events;)
        {
            using var transaction = documents.Begin();
            for (var i = 0; i < Batch; i++, number++)
            {
                var address = People.AddressOf(number % users);
                documents.Write(address, new Person(address, People.NameOf(number), number / users + 1, now, now));
            }

            documents.Checkpoint(number);
            transaction.Commit();
        }

        return events / Stopwatch.GetElapsedTime(begin).TotalSeconds;
    }
}
