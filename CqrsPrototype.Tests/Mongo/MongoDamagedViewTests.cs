using CqrsPrototype.Mongo.Connecting;
using CqrsPrototype.Tests.Contracts;
using CqrsPrototype.Tests.EventSourcing.Projections;
using CqrsPrototype.Users.Projections;
using MongoDB.Bson;
using MongoDB.Driver;

namespace CqrsPrototype.Tests.Mongo;

/// <summary>Documents of views that somebody has changed by hand.</summary>
public sealed class MongoDamagedViewTests : IAsyncLifetime
{
    private StoreFixture _stores = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private IMongoCollection<BsonDocument> Views => _stores.Get<IMongoClient>()
        .GetDatabase(_stores.Get<MongoStoreOptions>().Database).GetCollection<BsonDocument>(UserProjection.View.ToString());

    public ValueTask InitializeAsync()
    {
        _stores = MongoStores.Create(sequencer: false);
        return default;
    }

    public ValueTask DisposeAsync() => _stores.DisposeAsync();

    [Theory]
    [InlineData("""{ "$unset": { "version": "" } }""", "its version is no number from 1 on")]
    [InlineData("""{ "$set": { "version": "1" } }""", "its version is no number from 1 on")]
    [InlineData("""{ "$set": { "version": 1.5 } }""", "its version is no number from 1 on")]
    [InlineData("""{ "$set": { "version": { "$numberLong": "-1" } } }""", "its version is no number from 1 on")]
    [InlineData("""{ "$set": { "body": { "name": "Ada" } } }""", "its body is no text")]
    [InlineData("""{ "$set": { "body": 3 } }""", "its body is no text")]
    [InlineData("""{ "$set": { "body": null } }""", "its body is no text")]
    [InlineData("""{ "$unset": { "body": "" } }""", "it has no body, and is not marked as deleted")]
    [InlineData("""{ "$set": { "at": "2026-11-24" } }""", "its time is none")]
    [InlineData("""{ "$set": { "at": { "$date": { "$numberLong": "9223372036854775807" } } } }""", "its time is none")]
    [InlineData("""{ "$unset": { "at": "" } }""", "its time is none")]
    [InlineData("""{ "$set": { "sort": 3 } }""", "its sort key is no text")]
    public async Task A_document_that_is_no_view_any_more_stops_its_own_stream_until_it_is_removed(string change, string reason)
    {
        await new DamagedViewScenario(_stores).RunAsync(
            stream => Views.UpdateOneAsync(new BsonDocument("_id", stream.Value), BsonDocument.Parse(change), cancellationToken: Cancel),
            reason,
            stream => Views.DeleteOneAsync(new BsonDocument("_id", stream.Value), Cancel));
    }

    [Fact]
    public async Task A_document_whose_key_is_no_stream_is_in_no_list()
    {
        await Views.InsertManyAsync(
            [new BsonDocument { { "_id", 3 }, { "sort", "a" } }, new BsonDocument { { "_id", "" }, { "sort", "b" } }], cancellationToken: Cancel);

        (await _stores.ViewReader.ListAsync(UserProjection.View, new CqrsPrototype.EventSourcing.Projections.ViewQuery(1), Cancel)).Should().BeEmpty();
    }
}
