using CqrsPrototype.EventSourcing.Projections;
using CqrsPrototype.EventSourcing.Streams;
using CqrsPrototype.Mongo.Connecting;
using MongoDB.Bson;
using MongoDB.Driver;

namespace CqrsPrototype.Mongo.Views;

/// <summary>The list of stuck streams, one document for each view and stream.</summary>
internal sealed class MongoStuckStreams(MongoStore store) : IStuckStreams
{
    public async ValueTask ReportAsync(StuckStream stuck, CancellationToken cancellationToken)
    {
        var values = new BsonDocument
        {
            { "projection", stuck.View.Projection },
            { "generation", stuck.View.Generation },
            { "view", stuck.View.ToString() },
            { "stream", stuck.Stream.Value },
            { "from", stuck.Version.Value },
            { "type", stuck.EventType },
            { "error", stuck.Error },
            { "at", new BsonDateTime(stuck.At.ToUnixTimeMilliseconds()) },
        };
        var update = new BsonDocument { { "$set", values }, { "$inc", new BsonDocument("attempts", 1) } };
        await store.CallAsync((c, token) => Upsert.Async(c.Stuck, Id(stuck.View, stuck.Stream), update, token), cancellationToken);
    }

    public async ValueTask ResolveAsync(ViewName view, StreamId stream, CancellationToken cancellationToken) =>
        await store.CallAsync((c, token) => c.Stuck.DeleteOneAsync(new BsonDocument("_id", Id(view, stream)), token), cancellationToken);

    public async ValueTask<IReadOnlyList<StuckStream>> ListAsync(ViewName? view, int limit, CancellationToken cancellationToken)
    {
        var filter = view is null ? [] : new BsonDocument("view", view.ToString());
        var found = await store.CallAsync(
            (c, token) => c.Stuck.Find(filter).Sort(new BsonDocument { { "view", 1 }, { "stream", 1 } }).Limit(limit).ToListAsync(token), cancellationToken);
        return [.. found.Select(Read)];
    }

    private static string Id(ViewName view, StreamId stream) => $"{view}:{stream.Value}";

    private static StuckStream Read(BsonDocument document) =>
        new(
            new ViewName(document["projection"].AsString, document["generation"].ToInt32()),
            StreamId.Parse(document["stream"].AsString),
            new StreamVersion(document["from"].ToInt64()),
            document["type"].AsString,
            document["error"].AsString,
            DateTimeOffset.FromUnixTimeMilliseconds(document["at"].AsBsonDateTime.MillisecondsSinceEpoch),
            document["attempts"].ToInt32());
}
