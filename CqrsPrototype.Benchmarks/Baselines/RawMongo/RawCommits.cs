using System.Diagnostics;
using System.Text.Json;
using CqrsPrototype.Benchmarks.Load;
using CqrsPrototype.Benchmarks.Product;
using MongoDB.Bson;
using MongoDB.Driver;

namespace CqrsPrototype.Benchmarks.Baselines.RawMongo;

/// <summary>Documents as large as the product's commits, in a collection without further indexes: the least that a log needs.</summary>
internal sealed class RawCommits(IMongoDatabase database)
{
    private const int Page = 10_000;

    private readonly IMongoCollection<BsonDocument> _commits = database.GetCollection<BsonDocument>("raw_commits");
    private readonly Numbers _numbers = new();

    /// <summary>Callers that insert one document each, on disk when it is answered, and then the next.</summary>
    /// <returns>Documents per second.</returns>
    public Task<double> InsertAsync(int callers, TimeSpan duration, CancellationToken cancellationToken) => Callers.RunAsync(
        callers, duration, () => InsertAsync(RawCommitDocument.OfNewUser(_numbers.Next()), cancellationToken), cancellationToken);

    /// <summary>Inserts one document.</summary>
    public Task InsertAsync(BsonDocument commit, CancellationToken cancellationToken) => _commits.InsertOneAsync(commit, null, cancellationToken);

    /// <summary>Makes a log of so many events, in the order of <see cref="LogShape.Spread"/>.</summary>
    public async Task FillAsync(int events, CancellationToken cancellationToken)
    {
        foreach (var numbers in Enumerable.Range(0, events).Chunk(1000))
        {
            await _commits.InsertManyAsync(
                numbers.Select(number => RawCommitDocument.InLog(number)), new InsertManyOptions { IsOrdered = false }, cancellationToken);
        }
    }

    /// <summary>The least that a rebuild does, one step after the other: read a page of the log, fold it, write the last state of each user.</summary>
    /// <returns>Events per second.</returns>
    public async Task<double> RebuildAsync(int events, RawViews views, CancellationToken cancellationToken)
    {
        var now = TimeProvider.System.GetUtcNow();
        var states = new Dictionary<string, Person>();
        var begin = Stopwatch.GetTimestamp();
        for (var position = 0L; position < events; position += Page)
        {
            states.Clear();
            var page = await _commits.Find(new BsonDocument("_id", new BsonDocument { { "$gte", position }, { "$lt", position + Page } }))
                .Sort(new BsonDocument("_id", 1)).ToListAsync(cancellationToken);
            foreach (var commit in page)
            {
                var person = JsonSerializer.Deserialize(commit["events"][0]["data"].AsString, PersonJson.Default.Person)!;
                states[commit["stream"].AsString] = person with { Version = commit["version"].ToInt64(), CreatedAt = now, UpdatedAt = now };
            }

            foreach (var batch in states.Chunk(RawViews.Batch))
            {
                await views.WriteAsync(batch, cancellationToken);
            }
        }

        return events / Stopwatch.GetElapsedTime(begin).TotalSeconds;
    }
}
