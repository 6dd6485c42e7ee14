using CqrsPrototype.EventSourcing.Subscriptions;
using CqrsPrototype.Mongo.Connecting;
using MongoDB.Bson;
using MongoDB.Driver;

namespace CqrsPrototype.Mongo.Subscriptions;

/// <summary>A document for each lease. Its writes need not be durable: a lost lease costs work, nothing else.</summary>
internal sealed class MongoLeases(MongoStore store) : ILeases
{
    public async ValueTask<LeaseBeat?> ReadAsync(string lease, CancellationToken cancellationToken)
    {
        var found = await store.CallAsync((c, token) => c.Leases.Find(new BsonDocument("_id", lease)).FirstOrDefaultAsync(token), cancellationToken);
        return found is null ? null : new LeaseBeat(found["owner"].AsString, found["beat"].ToInt64());
    }

    public async ValueTask<bool> TryTakeAsync(string lease, string owner, LeaseBeat? seen, CancellationToken cancellationToken) =>
        seen is null
            ? await store.CallAsync((c, token) => InsertAsync(c, lease, owner, token), cancellationToken)
            : await UpdateAsync(new BsonDocument { { "_id", lease }, { "owner", seen.Owner }, { "beat", seen.Beat } }, owner, cancellationToken);

    public async ValueTask<bool> BeatAsync(string lease, string owner, CancellationToken cancellationToken) =>
        await UpdateAsync(new BsonDocument { { "_id", lease }, { "owner", owner } }, owner, cancellationToken);

    public async ValueTask ReleaseAsync(string lease, string owner, CancellationToken cancellationToken) =>
        await UpdateAsync(new BsonDocument { { "_id", lease }, { "owner", owner } }, "", cancellationToken);

    private static async Task<bool> InsertAsync(Collections collections, string lease, string owner, CancellationToken cancellationToken)
    {
        try
        {
            await collections.Leases.WithWriteConcern(Concerns.Hint)
                .InsertOneAsync(new BsonDocument { { "_id", lease }, { "owner", owner }, { "beat", 1L } }, null, cancellationToken);
            return true;
        }
        catch (MongoWriteException exception) when (exception.WriteError?.Category == ServerErrorCategory.DuplicateKey)
        {
            return false;
        }
    }

    private Task<bool> UpdateAsync(BsonDocument filter, string owner, CancellationToken cancellationToken)
    {
        var update = new BsonDocument { { "$set", new BsonDocument("owner", owner) }, { "$inc", new BsonDocument("beat", 1L) } };
        return store.CallAsync(
            async (c, token) => (await c.Leases.WithWriteConcern(Concerns.Hint).UpdateOneAsync(filter, update, null, token)).MatchedCount == 1, cancellationToken);
    }
}
