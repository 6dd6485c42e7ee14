using System.Diagnostics;
using CqrsPrototype.Benchmarks.Load;

namespace CqrsPrototype.Benchmarks.Baselines.RawSqlite;

/// <summary>Batches of upserts with a checkpoint, each batch on disk before the next: the least that a projection writes.</summary>
internal static class RawUpserts
{
    private const int Batch = 1000;

    /// <summary>Writes each batch before the next.</summary>
    /// <param name="path">The file.</param>
    /// <param name="events">How many upserts.</param>
    /// <param name="users">Into how many documents.</param>
    /// <param name="withSearch">Whether lists and a search are kept up too, as the product does.</param>
    /// <returns>Upserts per second.</returns>
    public static double Run(string path, int events, int users, bool withSearch)
    {
        using var documents = new RawDocuments(path, "FULL");
        using var search = withSearch ? new RawSearch(documents.Connection) : null;
        var now = TimeProvider.System.GetUtcNow();
        var begin = Stopwatch.GetTimestamp();
        for (var number = 0; number < events;)
        {
            using var transaction = documents.Begin();
            for (var i = 0; i < Batch; i++, number++)
            {
                var address = People.AddressOf(number % users);
                documents.Write(address, new Person(address, People.NameOf(number), number / users + 1, now, now));
                search?.Write(address, People.NameOf(number), transaction);
            }

            documents.Checkpoint(number);
            transaction.Commit();
        }

        return events / Stopwatch.GetElapsedTime(begin).TotalSeconds;
    }
}
