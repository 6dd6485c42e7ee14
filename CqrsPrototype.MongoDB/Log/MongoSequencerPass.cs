using CqrsPrototype.EventSourcing.Log.Sequencing;
using CqrsPrototype.EventSourcing.Streams;
using CqrsPrototype.Mongo.Connecting;
using CqrsPrototype.Mongo.Streams;
using MongoDB.Bson;
using MongoDB.Driver;

namespace CqrsPrototype.Mongo.Log;

/// <summary>The steps of one pass (protocol B), one command each.</summary>
internal sealed class MongoSequencerPass(
    MongoStore store, AcknowledgedCommits acknowledged, RecentPages recent, TimeProvider time) : ISequencerPass
{
    private readonly Lazy<IClientSessionHandle> _session = new(store.StartSession);

    private IClientSessionHandle Session => _session.Value;

    public async ValueTask<LogPage?> ReadLastAsync(CancellationToken cancellationToken)
    {
        var last = await store.CallAsync(
            (c, token) => c.Log.Find(Session, new BsonDocument()).Sort(new BsonDocument("_id", -1)).Limit(1).FirstOrDefaultAsync(token), cancellationToken);
        return last is null ? null : PageDocument.Read(last);
    }

    public async ValueTask<bool> TouchAsync(LogPage page, CancellationToken cancellationToken) =>
        await store.CallAsync(
            async (c, token) =>
            {
                var touched = await c.Log.UpdateOneAsync(Session, PageDocument.Same(page), Touch.Update, null, token);
                return touched.MatchedCount == 1;
            },
            cancellationToken);

    public async ValueTask<IReadOnlyList<PendingCommit>> ScanAsync(string? after, int limit, CancellationToken cancellationToken)
    {
        // Every name is greater than "". Without a lower bound not every server looks into the index of pending commits, but some go through all there are.
        var filter = new BsonDocument { { "pending", true }, { "stream", new BsonDocument("$gt", after ?? "") } };
        var found = await store.CallAsync(
            (c, token) => c.Commits.Find(Session, filter)
                .Sort(new BsonDocument { { "stream", 1 }, { "version", 1 } })
                .Limit(limit)
                .Project(new BsonDocument { { "_id", 0 }, { "stream", 1 }, { "version", 1 }, { "count", 1 }, { "prev", 1 }, { "at", 1 }, { "trace", 1 } })
                .ToListAsync(token),
            cancellationToken);
        return [.. found.Select(ReadPending)];
    }

    public async ValueTask<IReadOnlyCollection<Slot>> FindPlacedAsync(IReadOnlyCollection<Slot> slots, CancellationToken cancellationToken)
    {
        var filter = new BsonDocument { { "_id", In(slots) }, { "page", new BsonDocument("$exists", true) } };
        return [.. await FindSlotsAsync(filter, cancellationToken)];
    }

    public async ValueTask<bool> ConfirmAsync(LogPage page, CancellationToken cancellationToken)
    {
        var unknown = (await store.GetConcernsAsync(cancellationToken)).VisibleIsDurable ? [] : acknowledged.Unknown(page.Entries);
        return unknown.Count == 0 || await store.CallAsync(
            async (c, token) =>
            {
                var touches = BySlotAndCount(unknown).Select(filter => new UpdateManyModel<BsonDocument>(filter, Touch.Update));
                return (await c.Commits.BulkWriteAsync(Session, touches, null, token)).MatchedCount == unknown.Count;
            },
            cancellationToken);
    }

    public async ValueTask<bool> InsertPageAsync(LogPage page, CancellationToken cancellationToken) =>
        await store.CallAsync(
            async (c, token) =>
            {
                try
                {
                    await c.Log.InsertOneAsync(Session, PageDocument.Write(page), null, token);
                    return true;
                }
                catch (MongoWriteException exception) when (exception.WriteError?.Category == ServerErrorCategory.DuplicateKey)
                {
                    return false;
                }
            },
            cancellationToken);

    public async ValueTask<int> MarkAsync(LogPage page, CancellationToken cancellationToken)
    {
        var update = new BsonDocument { { "$set", new BsonDocument("page", page.Start.Value) }, { "$unset", new BsonDocument("pending", "") } };
        var matched = 0L;
        foreach (var filter in BySlotAndCount(page.Entries))
        {
            matched += await store.CallAsync(
                async (c, token) => (await c.Commits.UpdateManyAsync(Session, filter, update, null, token)).MatchedCount, cancellationToken);
        }

        return (int)matched;
    }

    public async ValueTask<IReadOnlyCollection<PageEntry>> FindMissingAsync(LogPage page, CancellationToken cancellationToken)
    {
        var there = await FindSlotsAsync(new BsonDocument("_id", In(page.Entries.Select(entry => entry.Slot))), cancellationToken);
        return [.. page.Entries.Where(entry => !there.Contains(entry.Slot))];
    }

    public async ValueTask FillVoidAsync(LogPage page, IReadOnlyCollection<PageEntry> missing, CancellationToken cancellationToken)
    {
        if (missing.Count == 0)
        {
            return;
        }

        await store.CallAsync(
            async (c, token) =>
            {
                try
                {
                    var voids = missing.Select(entry => CommitDocument.Void(entry, page.Start, time.GetUtcNow()));
                    await c.Commits.InsertManyAsync(Session, voids, new InsertManyOptions { IsOrdered = false }, token);
                }
                catch (MongoBulkWriteException<BsonDocument> exception)
                    when (exception.WriteConcernError is null && exception.WriteErrors.All(e => e.Category == ServerErrorCategory.DuplicateKey))
                {
                    // The writer of that commit is back, or another sequencer was here: the slot is filled, and that is what counts.
                }

                return true;
            },
            cancellationToken);
    }

    public async ValueTask SealAsync(LogPage page, CancellationToken cancellationToken)
    {
        await store.CallAsync(
            (c, token) => c.Log.WithWriteConcern(Concerns.Hint)
                .UpdateOneAsync(Session, IdOf(page), new BsonDocument("$set", new BsonDocument("sealed", true)), null, token),
            cancellationToken);
        recent.AddLast(page);
    }

    public void Dispose()
    {
        if (_session.IsValueCreated)
        {
            Session.Dispose();
        }
    }

    private static BsonDocument IdOf(LogPage page) => new("_id", page.Start.Value);

    // The commits that are as a page says, one filter for each number of events.
    private static IEnumerable<BsonDocument> BySlotAndCount(IReadOnlyList<PageEntry> entries) =>
        from entry in entries
        group entry.Slot by entry.Count into sameCount
        select new BsonDocument { { "_id", In(sameCount) }, { "count", sameCount.Key } };

    private static BsonDocument In(IEnumerable<Slot> slots) => new("$in", new BsonArray(slots.Select(CommitDocument.Id)));

    private static PendingCommit ReadPending(BsonDocument document) =>
        new(ReadSlot(document), document["count"].ToInt32(), new StreamVersion(document["prev"].ToInt64()))
        {
            At = CommitDocument.At(document),
            TraceParent = CommitDocument.TraceParent(document),
        };

    private static Slot ReadSlot(BsonDocument document) => new(StreamId.Parse(document["stream"].AsString), CommitDocument.First(document));

    private async Task<HashSet<Slot>> FindSlotsAsync(BsonDocument filter, CancellationToken cancellationToken)
    {
        var found = await store.CallAsync(
            (c, token) => c.Commits.Find(Session, filter).Project(new BsonDocument { { "stream", 1 }, { "version", 1 } }).ToListAsync(token),
            cancellationToken);
        return [.. found.Select(ReadSlot)];
    }
}
