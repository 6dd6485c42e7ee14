using CqrsPrototype.EventSourcing.Log;
using CqrsPrototype.EventSourcing.Log.Sequencing;
using CqrsPrototype.EventSourcing.Streams;
using CqrsPrototype.Mongo.Connecting;
using CqrsPrototype.Mongo.Streams;
using Microsoft.Extensions.Logging;
using MongoDB.Bson;
using MongoDB.Driver;

namespace CqrsPrototype.Mongo.Log;

/// <summary>The log: pages that name commits, and the commits that they name.</summary>
internal sealed class MongoEventLog(MongoStore store, RecentPages recent, ILogger<MongoEventLog> logger) : IEventLog
{
    // More than one, so that a page whose seal was lost is seen together with the one that follows it.
    private const int PagesAtOnce = 16;
    private const int CommitsAtOnce = 200;
    private const int ChunksAtOnce = 2;

    private volatile string? _missing;

    public async ValueTask<GlobalPosition> GetEndAsync(CancellationToken cancellationToken)
    {
        var last = await store.CallAsync(
            (c, token) => c.Log.Find(new BsonDocument()).Sort(new BsonDocument("_id", -1)).Limit(1)
                .Project(new BsonDocument { { "next", 1 }, { "sealed", 1 } }).FirstOrDefaultAsync(token),
            cancellationToken);
        return last is null ? GlobalPosition.Start : new GlobalPosition(last[last["sealed"].AsBoolean ? "next" : "_id"].ToInt64());
    }

    public async ValueTask<LogSlice> ReadAsync(GlobalPosition from, int maxEvents, CancellationToken cancellationToken)
    {
        var commits = await LoadAsync(await EntriesAsync(from, maxEvents, cancellationToken), cancellationToken);
        return new LogSlice(commits, commits is [.., var last] ? last.Position!.Value + last.Events.Count : from);
    }

    public async ValueTask<LogHeads> ReadHeadsAsync(GlobalPosition from, int maxEvents, CancellationToken cancellationToken)
    {
        var entries = await EntriesAsync(from, maxEvents, cancellationToken);
        var versions = new Dictionary<StreamId, StreamVersion>(entries.Count);
        foreach (var (slot, count, _) in entries)
        {
            versions[slot.Stream] = slot.Version + (count - 1);
        }

        return new LogHeads(versions, entries is [.., var last] ? last.Position + last.Count : from);
    }

    // What the ready pages say of the commits from a position on.
    private async ValueTask<List<(Slot Slot, int Count, GlobalPosition Position)>> EntriesAsync(
        GlobalPosition from, int maxEvents, CancellationToken cancellationToken)
    {
        var (entries, events) = (new List<(Slot Slot, int Count, GlobalPosition Position)>(), 0);
        foreach (var page in await PagesAsync(from, maxEvents, cancellationToken))
        {
            var position = page.Start;
            foreach (var (slot, count) in page.Entries)
            {
                if (position + count > from && events < maxEvents)
                {
                    entries.Add((slot, count, position));
                    events += count;
                }

                position += count;
            }
        }

        return entries;
    }

    // The ready pages from the one that contains the position on, with about as many events as are wanted.
    private async ValueTask<IReadOnlyList<LogPage>> PagesAsync(GlobalPosition from, int maxEvents, CancellationToken cancellationToken)
    {
        var pages = new List<LogPage>();
        var start = recent.StartOfPageAt(from) ?? await FindStartAsync(from, cancellationToken);
        var isEnd = false;
        while (!isEnd && start.Value - from.Value < maxEvents)
        {
            if (recent.Find(start) is { } page)
            {
                pages.Add(page);
                (start, isEnd) = (page.Next, page.Next == recent.End);
                continue;
            }

            var read = await ReadPagesAsync(start, cancellationToken);
            var ready = ReadyPages.From(start, read).ToList();
            pages.AddRange(ready);
            ready.ForEach(recent.Add);
            (start, isEnd) = (ready is [.., var last] ? last.Next : start, ready.Count == 0 || read.Count < PagesAtOnce);
        }

        return pages;
    }

    private async ValueTask<GlobalPosition> FindStartAsync(GlobalPosition position, CancellationToken cancellationToken)
    {
        var page = await store.CallAsync(
            (c, token) => c.Log.Find(new BsonDocument("_id", new BsonDocument("$lte", position.Value))).Sort(new BsonDocument("_id", -1)).Limit(1)
                .Project(new BsonDocument("next", 1)).FirstOrDefaultAsync(token),
            cancellationToken);
        return page is not null && page["next"].ToInt64() > position.Value ? new GlobalPosition(page["_id"].ToInt64()) : position;
    }

    private async Task<IReadOnlyList<LogPage>> ReadPagesAsync(GlobalPosition start, CancellationToken cancellationToken)
    {
        var found = await store.CallAsync(
            (c, token) => c.Log.Find(new BsonDocument("_id", new BsonDocument("$gte", start.Value))).Sort(new BsonDocument("_id", 1)).Limit(PagesAtOnce).ToListAsync(token),
            cancellationToken);
        return [.. found.Select(PageDocument.Read)];
    }

    // Some of the first of them, so that they are not too many bytes together.
    private async Task<List<Commit>> LoadAsync(List<(Slot Slot, int Count, GlobalPosition Position)> wanted, CancellationToken cancellationToken)
    {
        var (commits, bytes) = (new List<Commit>(wanted.Count), 0L);
        foreach (var group in wanted.Chunk(CommitsAtOnce).Chunk(ChunksAtOnce))
        {
            foreach (var commit in (await Task.WhenAll(group.Select(chunk => LoadChunkAsync(chunk, cancellationToken)))).SelectMany(chunk => chunk))
            {
                if (bytes >= IEventLog.MaxBytes)
                {
                    return commits;
                }

                commits.Add(commit);
                bytes += commit.Bytes;
            }
        }

        return commits;
    }

    private async Task<IEnumerable<Commit>> LoadChunkAsync((Slot Slot, int Count, GlobalPosition Position)[] wanted, CancellationToken cancellationToken)
    {
        var ids = wanted.Select(w => CommitDocument.Id(w.Slot)).ToArray();
        var found = await store.CallAsync(
            (c, token) => c.Commits.Find(new BsonDocument("_id", new BsonDocument("$in", new BsonArray(ids)))).ToListAsync(token), cancellationToken);
        var byId = found.ToDictionary(document => document["_id"].AsString);
        return [.. wanted.Select((w, i) => byId.TryGetValue(ids[i], out var document) && document["count"].ToInt32() == w.Count
            ? CommitDocument.Read(document, w.Position)
            : throw Missing(ids[i], w.Position))];
    }

    // Whoever follows the log tries again and again; it is told once.
    private EventStoreUnavailableException Missing(string commit, GlobalPosition position)
    {
        if (_missing != commit)
        {
            _missing = commit;
            logger.CommitMissing(commit, position.Value);
        }

        return new EventStoreUnavailableException($"The commit {commit} at position {position} is in the log but not in its stream.");
    }
}
