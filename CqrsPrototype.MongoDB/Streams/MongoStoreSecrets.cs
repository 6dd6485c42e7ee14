using CqrsPrototype.EventSourcing.Streams;
using CqrsPrototype.Mongo.Connecting;
using MongoDB.Bson;
using MongoDB.Driver;

namespace CqrsPrototype.Mongo.Streams;

/// <summary>Secrets beside the data that they protect: inserted once, then read back.</summary>
internal sealed class MongoStoreSecrets(MongoStore store) : IStoreSecrets
{
    public async ValueTask<byte[]> GetOrAddAsync(string name, ReadOnlyMemory<byte> candidate, CancellationToken cancellationToken)
    {
        await store.CallAsync(
            async (collections, token) =>
            {
                try
                {
                    await collections.Meta.InsertOneAsync(
                        new BsonDocument { { "_id", Id(name) }, { "value", new BsonBinaryData(candidate.ToArray()) } }, null, token);
                }
                catch (MongoWriteException exception) when (exception.WriteError?.Category == ServerErrorCategory.DuplicateKey)
                {
                    // Somebody was first. It may not be on disk yet, and what is named with it must never outlive it.
                    await collections.Meta.UpdateOneAsync(new BsonDocument("_id", Id(name)), Touch.Update, null, token);
                }

                return true;
            },
            cancellationToken);
        return await FindAsync(name, cancellationToken)
            ?? throw new EventStoreUnavailableException($"The secret {name} was lost in a crash of the server just now. Try again.");
    }

    private async Task<byte[]?> FindAsync(string name, CancellationToken cancellationToken) =>
        (await store.CallAsync((c, token) => c.Meta.Find(new BsonDocument("_id", Id(name))).FirstOrDefaultAsync(token), cancellationToken))?["value"].AsByteArray;

    private static string Id(string name) => $"secret:{name}";
}
