using System.Diagnostics;
using System.Text.Json;
using CqrsPrototype.Benchmarks.Load;
using CqrsPrototype.Benchmarks.Product;

namespace CqrsPrototype.Benchmarks.Baselines.RawSqlite;

/// <summary>Scan, deserialise, fold and upsert on one thread: the floor of a rebuild.</summary>
internal static class RawRebuild
{
    private const int Page = 10_000;

    /// <summary>Makes the log, in the order of <see cref="LogShape.Spread"/>.</summary>
    public static void Fill(string path, int events)
    {
        using var log = new RawLog(path);
        for (var number = 0L; number < events;)
        {
            using var transaction = log.Begin();
            for (var i = 0; i < Page && number < events; i++, number++)
            {
                var user = LogShape.Spread.UserOf(number);
                log.Append(People.AddressOf(user), JsonSerializer.SerializeToUtf8Bytes(new Person(People.AddressOf(user), People.NameOf(number)), PersonJson.Default.Person));
            }

            transaction.Commit();
        }
    }

    /// <summary>Makes the documents from the log.</summary>
    /// <param name="logPath">The file of the log.</param>
    /// <param name="documentsPath">The file of the documents, which is made.</param>
    /// <param name="events">How many events the log has.</param>
    /// <param name="withSearch">Whether lists and a search are made too, as the product does.</param>
    /// <returns>Events per second.</returns>
    public static double Run(string logPath, string documentsPath, int events, bool withSearch)
    {
        using var log = SqliteDatabase.Open(logPath);
        using var documents = new RawDocuments(documentsPath, "FULL");
        using var search = withSearch ? new RawSearch(documents.Connection) : null;
        using var scan = log.Prepare("SELECT position, stream, version, data FROM events WHERE position > $after ORDER BY position LIMIT 10000", "$after");
        var now = TimeProvider.System.GetUtcNow();
        var states = new Dictionary<string, Person>();
        var begin = Stopwatch.GetTimestamp();
        for (var position = 0L; position < events;)
        {
            states.Clear();
            using (var row = scan.With(position).ExecuteReader())
            {
                while (row.Read())
                {
                    position = row.GetInt64(0);
                    var person = JsonSerializer.Deserialize(row.GetFieldValue<byte[]>(3), PersonJson.Default.Person)!;
                    states[row.GetString(1)] = person with { Version = row.GetInt64(2), CreatedAt = now, UpdatedAt = now };
                }
            }

            using var transaction = documents.Begin();
            foreach (var (id, person) in states)
            {
                documents.Write(id, person);
                search?.Write(id, person.Name, transaction);
            }

            documents.Checkpoint(position);
            transaction.Commit();
        }

        return events / Stopwatch.GetElapsedTime(begin).TotalSeconds;
    }
}
