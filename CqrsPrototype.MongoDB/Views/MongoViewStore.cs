using System.Collections.Concurrent;
using CqrsPrototype.EventSourcing.Projections;
using CqrsPrototype.EventSourcing.Streams;
using CqrsPrototype.Mongo.Connecting;
using MongoDB.Bson;
using MongoDB.Driver;

namespace CqrsPrototype.Mongo.Views;

/// <summary>Views in a collection for each projection and generation.</summary>
internal sealed class MongoViewStore(MongoStore store) : IViewStore, IViewReader
{
    private readonly ConcurrentDictionary<ViewName, bool> _indexed = new();
    private readonly ConcurrentDictionary<ViewName, JoinedFinds<StreamId, StoredView>> _finds = new();

    public async ValueTask<IReadOnlyDictionary<StreamId, StoredView>> LoadAsync(
        ViewName name, IReadOnlyList<StreamId> streams, CancellationToken cancellationToken)
    {
        var found = await FindAsync(name, streams, new BsonDocument("terms", 0), cancellationToken);
        return found.Select(ViewDocument.Read).ToDictionary(view => view.Stream);
    }

    public async ValueTask<IReadOnlyDictionary<StreamId, StreamVersion>> LoadVersionsAsync(
        ViewName name, IReadOnlyList<StreamId> streams, CancellationToken cancellationToken)
    {
        var found = await FindAsync(name, streams, new BsonDocument("version", 1), cancellationToken);
        var versions = new Dictionary<StreamId, StreamVersion>(found.Count);
        foreach (var document in found)
        {
            if (ViewDocument.Version(document) is { } version)
            {
                versions.Add(StreamId.Parse(document["_id"].AsString), version);
            }
        }

        return versions;
    }

    public async ValueTask<bool> SaveAsync(ViewName name, IReadOnlyList<ViewWrite> writes, CancellationToken cancellationToken) =>
        await store.CallAsync(
            async (c, token) =>
            {
                var views = c.Of(name.ToString());
                await EnsureIndexedAsync(name, views, token);
                return await WriteAsync(views, writes, token);
            },
            cancellationToken);

    public async ValueTask<StoredView?> FindAsync(ViewName name, StreamId stream, CancellationToken cancellationToken)
    {
        // One caller's cancellation must not end the query that others share.
        var finds = _finds.GetOrAdd(name, view => new JoinedFinds<StreamId, StoredView>(streams => LoadAsync(view, streams, CancellationToken.None).AsTask()));
        return await finds.FindAsync(stream).WaitAsync(cancellationToken);
    }

    public async ValueTask<IReadOnlyList<StoredView>> ListAsync(ViewName name, ViewQuery query, CancellationToken cancellationToken)
    {
        var views = new List<StoredView>();
        while (true)
        {
            var wanted = query.Limit - views.Count;
            var found = await store.CallAsync(
                (c, token) => c.Of(name.ToString()).Find(FilterOf(query)).Sort(new BsonDocument("sort", 1)).Limit(wanted)
                    .Project(new BsonDocument("terms", 0)).ToListAsync(token),
                cancellationToken);
            views.AddRange(found.Where(document => StreamId.TryParse(document["_id"].ToString(), out _)).Select(ViewDocument.Read).Where(view => view.Damage is null));
            if (found.Count < wanted || views.Count == query.Limit)
            {
                return views;
            }

            // Others take the place of those that are damaged: who pages must not take this for the end.
            query = query with { After = found[^1]["sort"].AsString };
        }
    }

    private Task<List<BsonDocument>> FindAsync(ViewName name, IReadOnlyList<StreamId> streams, BsonDocument projection, CancellationToken cancellationToken)
    {
        var filter = streams.Count == 1
            ? new BsonDocument("_id", streams[0].Value)
            : new BsonDocument("_id", new BsonDocument("$in", new BsonArray(streams.Select(s => s.Value))));
        return store.CallAsync((c, token) => c.Of(name.ToString()).Find(filter).Project(projection).ToListAsync(token), cancellationToken);
    }

    // A tombstone has no sort key, so comparing with a string leaves it out.
    private static BsonDocument FilterOf(ViewQuery query)
    {
        var filter = new BsonDocument("sort", query.After is null ? new BsonDocument("$gte", "") : new BsonDocument("$gt", query.After));
        if (!string.IsNullOrEmpty(query.Search))
        {
            // One term must be in the range: without $elemMatch, two terms might each fulfil one half.
            var range = new BsonDocument("$gte", query.Search);
            if (TextPrefix.EndOf(query.Search) is { } end)
            {
                range.Add("$lt", end);
            }

            filter.Add("terms", new BsonDocument("$elemMatch", range));
        }

        return filter;
    }

    // No upsert: a racing one might report success for a document that is not its own (protocol D4).
    private static async Task<bool> WriteAsync(IMongoCollection<BsonDocument> views, IReadOnlyList<ViewWrite> writes, CancellationToken cancellationToken)
    {
        try
        {
            var done = await views.BulkWriteAsync(writes.Select(ToModel), new BulkWriteOptions { IsOrdered = false }, cancellationToken);
            return done.InsertedCount + done.MatchedCount == writes.Count;
        }
        catch (MongoBulkWriteException<BsonDocument> exception)
            when (exception.WriteConcernError is null && exception.WriteErrors.All(e => e.Category == ServerErrorCategory.DuplicateKey))
        {
            return false;
        }
    }

    private static WriteModel<BsonDocument> ToModel(ViewWrite write)
    {
        var document = ViewDocument.Write(write.View);
        return write.Loaded == StreamVersion.None
            ? new InsertOneModel<BsonDocument>(document)
            : new ReplaceOneModel<BsonDocument>(
                new BsonDocument { { "_id", write.View.Stream.Value }, { "version", write.Loaded.Value } }, document);
    }

    private async Task EnsureIndexedAsync(ViewName name, IMongoCollection<BsonDocument> views, CancellationToken cancellationToken)
    {
        if (!_indexed.ContainsKey(name))
        {
            await Schema.EnsureViewAsync(views, cancellationToken);
            _indexed[name] = true;
        }
    }
}
