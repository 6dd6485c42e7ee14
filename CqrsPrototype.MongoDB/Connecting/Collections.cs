using MongoDB.Bson;
using MongoDB.Driver;

namespace CqrsPrototype.Mongo.Connecting;

/// <summary>The collections of one database, with the concerns that fit its server.</summary>
internal sealed class Collections(IMongoDatabase database, Concerns concerns)
{
    private readonly IMongoDatabase _database = database
        .WithReadConcern(Concerns.Read)
        .WithReadPreference(ReadPreference.Primary)
        .WithWriteConcern(concerns.Durable);

    public Concerns Concerns => concerns;

    public IMongoCollection<BsonDocument> Commits => Of("commits");

    public IMongoCollection<BsonDocument> Log => Of("log");

    public IMongoCollection<BsonDocument> Checkpoints => Of("checkpoints");

    public IMongoCollection<BsonDocument> Leases => Of("leases");

    public IMongoCollection<BsonDocument> Stuck => Of("stuck");

    public IMongoCollection<BsonDocument> Parked => Of("parked");

    public IMongoCollection<BsonDocument> Meta => Of("meta");

    public IMongoCollection<BsonDocument> Of(string name) => _database.GetCollection<BsonDocument>(name);
}
