using CqrsPrototype.EventSourcing.Streams;
using CqrsPrototype.Mongo.Connecting;
using MongoDB.Bson;
using MongoDB.Driver;

namespace CqrsPrototype.Mongo.Streams;

/// <summary>Streams as documents, one for each commit.</summary>
internal sealed class MongoEventStore(MongoStore store, AppendWriter writer, StreamEnds ends, StreamBeginnings beginnings, ReadBack readBack) : IEventStore
{
    public ValueTask<AppendResult> AppendAsync(Commit commit, CancellationToken cancellationToken) =>
        new(writer.AppendAsync(commit).WaitAsync(cancellationToken));

    public async ValueTask<IReadOnlyList<RecordedEvent>> ReadAsync(StreamId stream, StreamVersion after, int maxEvents, CancellationToken cancellationToken)
    {
        // A commit that contains the first version wanted may begin up to a commit's length before it.
        var from = new StreamVersion(Math.Max(0, after.Value - CommitLimits.MaxEvents));
        var filter = new BsonDocument
        {
            { "_id", new BsonDocument { { "$gte", CommitDocument.Id(stream, from) }, { "$lt", EndOf(stream) } } },
            { "last", new BsonDocument("$gt", after.Value) },
        };
        var found = await FindAsync(filter, ascending: true, maxEvents, cancellationToken);
        return [.. found.SelectMany(document => CommitDocument.Read(document).Recorded()).Where(e => e.Version > after).Take(maxEvents)];
    }

    public async ValueTask<IReadOnlyList<Commit>> ReadTailAsync(StreamId stream, StreamVersion? upTo, int snapshotSchema, CancellationToken cancellationToken)
    {
        if (upTo is null && ends.Find(stream) is null && !await beginnings.HasBegunAsync(stream, cancellationToken))
        {
            return [];
        }

        var filter = new BsonDocument("_id", new BsonDocument
        {
            { "$gte", CommitDocument.Id(stream, StreamVersion.None) },
            { upTo is null ? "$lt" : "$lte", upTo is { } last ? CommitDocument.Id(stream, last) : EndOf(stream) },
        });
        var found = await FindAsync(filter, ascending: false, CommitLimits.SnapshotInterval + 1, cancellationToken);
        if (upTo is null)
        {
            Remember(stream, found);
        }

        var commits = new List<Commit>();
        foreach (var document in found)
        {
            commits.Add(CommitDocument.Read(document));
            if (commits[^1].Snapshot?.SchemaVersion == snapshotSchema && !(commits[^1].Last > upTo))
            {
                break;
            }
        }

        commits.Reverse();
        return commits;
    }

    public async ValueTask<Commit?> FindByKeyAsync(string key, CancellationToken cancellationToken) =>
        (await FindAsync(new BsonDocument("key", key), ascending: true, 1, cancellationToken)) is [var found] ? CommitDocument.Read(found) : null;

    public async ValueTask<bool> ConfirmAsync(Commit commit, CancellationToken cancellationToken) =>
        (await store.GetConcernsAsync(cancellationToken)).VisibleIsDurable || await readBack.ConfirmAsync(commit).WaitAsync(cancellationToken);

    // '@' stands before every character that a name can go on with, and 'A' is the one behind it.
    private static string EndOf(StreamId stream) => stream.Value + "A";

    private void Remember(StreamId stream, List<BsonDocument> newestFirst)
    {
        if (newestFirst is [var newest, ..])
        {
            ends.Set(stream, CommitDocument.End(newest));
        }
        else
        {
            ends.Forget(stream);
        }
    }

    private Task<List<BsonDocument>> FindAsync(BsonDocument filter, bool ascending, int limit, CancellationToken cancellationToken) =>
        store.CallAsync(
            (collections, token) => collections.Commits.Find(filter).Sort(new BsonDocument("_id", ascending ? 1 : -1)).Limit(limit).ToListAsync(token),
            cancellationToken);
}
