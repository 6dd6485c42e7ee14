using MongoDB.Bson;
using MongoDB.Driver;

namespace CqrsPrototype.Mongo.Connecting;

/// <summary>Updates a document by its key, or makes it.</summary>
internal static class Upsert
{
    public static async Task<bool> Async(IMongoCollection<BsonDocument> collection, string id, BsonDocument update, CancellationToken cancellationToken)
    {
        try
        {
            await UpdateAsync();
        }
        catch (MongoWriteException exception) when (exception.WriteError?.Category == ServerErrorCategory.DuplicateKey)
        {
            // Another made it at the same moment. Now it is there, so the update finds it.
            await UpdateAsync();
        }

        return true;

        Task UpdateAsync() => collection.UpdateOneAsync(new BsonDocument("_id", id), update, new UpdateOptions { IsUpsert = true }, cancellationToken);
    }
}
