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
            { "stream", stuck.Stream.Value },
            { "from", stuck.Version.Value },
            { "type", stuck.EventType },
            { "error", stuck.Error },
            { "at", new BsonDateTime(stuck.At.ToUnixTimeMilliseconds()) },
        };
        var update = new BsonDocument { { "$set", values }, { "$inc", new BsonDocument("attempts", 1) } };
        await store.CallAsync((c, token) => Upsert.Async(c.Stuck, Id(stuck.View, stuck.Stream), update, token), cancellationToken);
    }

    public async ValueTask ResolveAsync(ViewName view, StreamId stream, StreamVersion reached, CancellationToken cancellationToken)
    {
        var filter = new BsonDocument { { "_id", Id(view, stream) }, { "from", new BsonDocument("$lte", reached.Value) } };
        await store.CallAsync((c, token) => c.Stuck.DeleteOneAsync(filter, token), cancellationToken);
    }

    public async ValueTask WithdrawAsync(StuckStream read, CancellationToken cancellationToken)
    {
        var filter = new BsonDocument
        {
            { "_id", Id(read.View, read.Stream) },
            { "from", read.Version.Value },
            { "attempts", read.Attempts },
            { "at", new BsonDateTime(read.At.ToUnixTimeMilliseconds()) },
        };
        await store.CallAsync((c, token) => c.Stuck.DeleteOneAsync(filter, token), cancellationToken);
    }

    public async ValueTask<IReadOnlyList<StuckStream>> ListAsync(ViewName view, StreamId? after, int limit, CancellationToken cancellationToken)
    {
        var found = await store.CallAsync(
            (c, token) => c.Stuck.Find(Behind(view, after)).Sort(new BsonDocument("_id", 1)).Limit(limit).ToListAsync(token), cancellationToken);
        return [.. found.Select(Read)];
    }

    public async ValueTask<StuckStream?> FindAsync(ViewName view, StreamId stream, CancellationToken cancellationToken) =>
        await store.CallAsync((c, token) => c.Stuck.Find(new BsonDocument("_id", Id(view, stream))).FirstOrDefaultAsync(token), cancellationToken) is { } found
            ? Read(found)
            : null;

    public async ValueTask<long> CountAsync(ViewName view, CancellationToken cancellationToken) =>
        await store.CallAsync((c, token) => c.Stuck.CountDocumentsAsync(Behind(view, null), null, token), cancellationToken);

    private static string Id(ViewName view, StreamId stream) => $"{Prefix(view)}{stream.Value}";

    private static string Prefix(ViewName view) => $"{view}:";

    // The ids of a view are a range of the collection's key, so neither filter nor order needs an index of its own.
    private static BsonDocument Behind(ViewName view, StreamId? after) =>
        new("_id", new BsonDocument { { "$gt", Prefix(view) + after }, { "$lt", TextPrefix.EndOf(Prefix(view)) } });

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
