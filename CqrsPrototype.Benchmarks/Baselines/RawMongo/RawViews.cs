using System.Diagnostics;
using System.Text.Json;
using CqrsPrototype.Benchmarks.Load;
using CqrsPrototype.Benchmarks.Product;
using MongoDB.Bson;
using MongoDB.Driver;

namespace CqrsPrototype.Benchmarks.Baselines.RawMongo;

/// <summary>Documents as large as the product's views, in a collection without further indexes, unless they are added: the least that a read model needs.</summary>
internal sealed class RawViews(IMongoDatabase database, string name)
{
    /// <summary>How many are written at once.</summary>
    public const int Batch = 1000;

    private readonly IMongoCollection<BsonDocument> _views = database.GetCollection<BsonDocument>(name);

    /// <summary>Adds what lists in order and a search by the beginning of a word need.</summary>
    public Task IndexAsync(CancellationToken cancellationToken) => _views.Indexes.CreateManyAsync(
        [new(new BsonDocument("sort", 1)), new(new BsonDocument { { "terms", 1 }, { "sort", 1 } })], cancellationToken);

    /// <summary>Writes so many documents, a thousand at a time, each new the first time and replaced later.</summary>
    /// <returns>Documents per second.</returns>
    public async Task<double> WriteAsync(int events, int users, CancellationToken cancellationToken)
    {
        var now = TimeProvider.System.GetUtcNow();
        var begin = Stopwatch.GetTimestamp();
        foreach (var numbers in Enumerable.Range(0, events).Chunk(Batch))
        {
            await WriteAsync(
                [.. numbers.Select(number => KeyValuePair.Create(
                    People.AddressOf(number % users), new Person(People.AddressOf(number % users), People.NameOf(number), number / users + 1, now, now)))],
                cancellationToken);
        }

        return events / Stopwatch.GetElapsedTime(begin).TotalSeconds;
    }

    /// <summary>Writes one batch.</summary>
    public Task WriteAsync(IReadOnlyCollection<KeyValuePair<string, Person>> batch, CancellationToken cancellationToken) => _views.BulkWriteAsync(
        batch.Select(entry => new ReplaceOneModel<BsonDocument>(new BsonDocument("_id", entry.Key), DocumentOf(entry.Key, entry.Value)) { IsUpsert = true }),
        new BulkWriteOptions { IsOrdered = false },
        cancellationToken);

    /// <summary>Callers that read one document each, in turn.</summary>
    /// <returns>Documents per second.</returns>
    public Task<double> FindAsync(int callers, int users, TimeSpan duration, CancellationToken cancellationToken)
    {
        var numbers = new Numbers();
        return Callers.RunAsync(
            callers, duration,
            () => _views.Find(new BsonDocument("_id", People.AddressOf(numbers.Next() % users))).SingleAsync(cancellationToken),
            cancellationToken);
    }

    /// <summary>Finds the stored JSON of one document.</summary>
    public async Task<string?> FindAsync(string id, CancellationToken cancellationToken) =>
        (await _views.Find(new BsonDocument("_id", id)).FirstOrDefaultAsync(cancellationToken))?["body"].AsString;

    public Task DropAsync(CancellationToken cancellationToken) => database.DropCollectionAsync(name, cancellationToken);

    private static BsonDocument DocumentOf(string id, Person person) => new()
    {
        { "_id", id },
        { "version", person.Version },
        { "at", new BsonDateTime(person.UpdatedAt.ToUnixTimeMilliseconds()) },
        { "body", JsonSerializer.Serialize(person, PersonJson.Default.Person) },
        { "sort", person.Email },
        { "terms", new BsonArray([.. person.Name.ToLowerInvariant().Split(' '), person.Email]) },
    };
}
