using MongoDB.Bson;
using MongoDB.Driver;

namespace CqrsPrototype.Mongo.Connecting;

/// <summary>The indexes that the stores need and the version of what they store. Any number of processes may ensure it at once.</summary>
internal static class Schema
{
    /// <summary>The version of the stored form.</summary>
    public const int Version = 1;

    public static async Task EnsureAsync(Collections collections, CancellationToken cancellationToken)
    {
        await EnsureVersionAsync(collections.Meta, cancellationToken);
        await collections.Commits.Indexes.CreateManyAsync(
            [
                new CreateIndexModel<BsonDocument>(
                    new BsonDocument { { "stream", 1 }, { "version", 1 } },
                    new CreateIndexOptions<BsonDocument> { Name = "pending", PartialFilterExpression = new BsonDocument("pending", true) }),
                new CreateIndexModel<BsonDocument>(
                    new BsonDocument("key", 1),
                    new CreateIndexOptions<BsonDocument>
                    {
                        Name = "key",
                        Unique = true,
                        PartialFilterExpression = new BsonDocument("key", new BsonDocument("$exists", true)),
                    }),
            ],
            cancellationToken);
    }

    public static Task EnsureViewAsync(IMongoCollection<BsonDocument> views, CancellationToken cancellationToken) =>
        views.Indexes.CreateManyAsync(
            [
                new CreateIndexModel<BsonDocument>(new BsonDocument("sort", 1), new CreateIndexOptions { Name = "sort" }),
                new CreateIndexModel<BsonDocument>(new BsonDocument { { "terms", 1 }, { "sort", 1 } }, new CreateIndexOptions { Name = "terms" }),
            ],
            cancellationToken);

    private static async Task EnsureVersionAsync(IMongoCollection<BsonDocument> meta, CancellationToken cancellationToken)
    {
        var id = new BsonDocument("_id", "schema");
        var stored = await meta.Find(id).FirstOrDefaultAsync(cancellationToken);
        if (stored is null)
        {
            try
            {
                await meta.InsertOneAsync(new BsonDocument { { "_id", "schema" }, { "version", Version } }, null, cancellationToken);
            }
            catch (MongoWriteException exception) when (exception.WriteError.Category == ServerErrorCategory.DuplicateKey)
            {
                stored = await meta.Find(id).FirstOrDefaultAsync(cancellationToken);
            }
        }

        if (stored is not null && stored["version"].ToInt32() > Version)
        {
            throw new SchemaTooNewException(stored["version"].ToInt32());
        }
    }
}
