using CqrsPrototype.Drill.Evidence;
using MongoDB.Bson;
using MongoDB.Driver;

namespace CqrsPrototype.Drill.Observing;

/// <summary>Reads event store, log and views as they are stored, past the product.</summary>
internal sealed class StoreReader : IDisposable
{
    private const string DefaultDatabase = "cqrs";
    private const string Views = "views_users_g1";

    private readonly MongoClient _client;
    private readonly IMongoDatabase _database;

    public StoreReader(string connection)
    {
        _client = new MongoClient(connection);
        _database = DatabaseOf(_client, connection);
    }

    /// <summary>The database that the services use with a connection string.</summary>
    public static IMongoDatabase DatabaseOf(IMongoClient client, string connection) =>
        client.GetDatabase(MongoUrl.Create(connection).DatabaseName ?? DefaultDatabase);

    public void Dispose() => _client.Dispose();

    /// <summary>The commits, in the order of stream and version.</summary>
    public Task<List<StoredCommit>> CommitsAsync(CancellationToken cancellationToken) => ReadAsync("commits", StoredDocuments.Commit, cancellationToken);

    /// <summary>The pages of the log, in order.</summary>
    public Task<List<LogPage>> LogAsync(CancellationToken cancellationToken) => ReadAsync("log", StoredDocuments.Page, cancellationToken);

    /// <summary>The views of users.</summary>
    public Task<List<StoredView>> ViewsAsync(CancellationToken cancellationToken) => ReadAsync(Views, StoredDocuments.View, cancellationToken);

    /// <summary>The streams whose projection has failed.</summary>
    public Task<List<string>> StuckAsync(CancellationToken cancellationToken) => ReadAsync("stuck", document => document["_id"].AsString, cancellationToken);

    /// <summary>How many messages were put aside.</summary>
    public Task<long> ParkedAsync(CancellationToken cancellationToken) => Of("parked").CountDocumentsAsync(new BsonDocument(), null, cancellationToken);

    /// <summary>The end of the log: how many events have a position.</summary>
    public async Task<long> LogEndAsync(CancellationToken cancellationToken) =>
        (await Of("log").Find(new BsonDocument()).Sort(new BsonDocument("_id", -1)).FirstOrDefaultAsync(cancellationToken))?["next"].ToInt64() ?? 0;

    /// <summary>Whether commits wait for their place in the log.</summary>
    public async Task<bool> HasPendingAsync(CancellationToken cancellationToken) =>
        await Of("commits").Find(new BsonDocument { { "pending", true }, { "stream", new BsonDocument("$gt", "") } }).Limit(1).AnyAsync(cancellationToken);

    /// <summary>How many events all views contain together.</summary>
    public async Task<long> ProjectedAsync(CancellationToken cancellationToken)
    {
        var sum = new BsonDocument { { "_id", BsonNull.Value }, { "versions", new BsonDocument("$sum", "$version") } };
        return (await Of(Views).Aggregate().Group<BsonDocument>(sum).FirstOrDefaultAsync(cancellationToken))?["versions"].ToInt64() ?? 0;
    }

    private IMongoCollection<BsonDocument> Of(string name) => _database.GetCollection<BsonDocument>(name);

    private async Task<List<T>> ReadAsync<T>(string name, Func<BsonDocument, T> read, CancellationToken cancellationToken)
    {
        var found = new List<T>();
        await Of(name).Find(new BsonDocument()).Sort(new BsonDocument("_id", 1)).ForEachAsync(document => found.Add(read(document)), cancellationToken);
        return found;
    }
}
