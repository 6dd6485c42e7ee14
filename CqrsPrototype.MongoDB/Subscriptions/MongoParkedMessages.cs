using CqrsPrototype.EventSourcing.Messaging;
using CqrsPrototype.Mongo.Connecting;
using MongoDB.Bson;
using MongoDB.Driver;

namespace CqrsPrototype.Mongo.Subscriptions;

/// <summary>Parked messages, one document each. Properties are pairs, since their names may hold any character.</summary>
internal sealed class MongoParkedMessages(MongoStore store) : IParkedMessages
{
    public async ValueTask ParkAsync(ParkedMessage message, CancellationToken cancellationToken)
    {
        // The values are set only by the one that makes the entry; for all others it is a touch that makes it durable.
        var update = new BsonDocument { { "$setOnInsert", Write(message) }, { "$inc", new BsonDocument("times", 1) } };
        await store.CallAsync((c, token) => Upsert.Async(c.Parked, message.Id, update, token), cancellationToken);
    }

    public async ValueTask<IReadOnlyList<ParkedMessage>> ListAsync(string? after, int limit, CancellationToken cancellationToken)
    {
        var filter = after is null ? [] : new BsonDocument("_id", new BsonDocument("$gt", after));
        var found = await store.CallAsync(
            (c, token) => c.Parked.Find(filter).Sort(new BsonDocument("_id", 1)).Limit(limit).ToListAsync(token), cancellationToken);
        return [.. found.Select(Read)];
    }

    public async ValueTask<ParkedMessage?> FindAsync(string id, CancellationToken cancellationToken) =>
        await store.CallAsync((c, token) => c.Parked.Find(new BsonDocument("_id", id)).FirstOrDefaultAsync(token), cancellationToken) is { } found
            ? Read(found)
            : null;

    public async ValueTask<long> CountAsync(CancellationToken cancellationToken) =>
        await store.CallAsync((c, token) => c.Parked.CountDocumentsAsync(new BsonDocument(), null, token), cancellationToken);

    public async ValueTask<bool> DeleteAsync(string id, CancellationToken cancellationToken) =>
        await store.CallAsync(async (c, token) => (await c.Parked.DeleteOneAsync(new BsonDocument("_id", id), token)).DeletedCount == 1, cancellationToken);

    private static BsonDocument Write(ParkedMessage message) => new()
    {
        { "body", JsonText.ToBson(message.Body) },
        { "properties", new BsonArray(message.Properties.Select(p => new BsonDocument { { "name", p.Key }, { "value", p.Value } })) },
        { "reason", message.Reason },
        { "at", new BsonDateTime(message.At.ToUnixTimeMilliseconds()) },
    };

    private static ParkedMessage Read(BsonDocument document) =>
        new(
            document["_id"].AsString,
            JsonText.FromBson(document["body"]),
            document["properties"].AsBsonArray.ToDictionary(p => p["name"].AsString, p => p["value"].AsString),
            document["reason"].AsString,
            DateTimeOffset.FromUnixTimeMilliseconds(document["at"].AsBsonDateTime.MillisecondsSinceEpoch));
}
