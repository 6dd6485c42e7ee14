using CqrsPrototype.EventSourcing.Log;
using CqrsPrototype.EventSourcing.Subscriptions;
using CqrsPrototype.Mongo.Connecting;
using MongoDB.Bson;
using MongoDB.Driver;

namespace CqrsPrototype.Mongo.Subscriptions;

/// <summary>A document for each subscription, whose position only grows.</summary>
internal sealed class MongoCheckpointStore(MongoStore store) : ICheckpointStore
{
    public async ValueTask<GlobalPosition> ReadAsync(string subscription, CancellationToken cancellationToken)
    {
        var found = await store.CallAsync((c, token) => c.Checkpoints.Find(new BsonDocument("_id", subscription)).FirstOrDefaultAsync(token), cancellationToken);
        return found is null ? GlobalPosition.Start : new GlobalPosition(found["position"].ToInt64());
    }

    public async ValueTask AdvanceAsync(string subscription, GlobalPosition position, CancellationToken cancellationToken)
    {
        var update = new BsonDocument("$max", new BsonDocument("position", position.Value));
        await store.CallAsync((c, token) => Upsert.Async(c.Checkpoints, subscription, update, token), cancellationToken);
    }
}
