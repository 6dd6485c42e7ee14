using CqrsPrototype.EventSourcing.Streams;
using CqrsPrototype.Mongo.Connecting;
using MongoDB.Bson;
using MongoDB.Driver;

namespace CqrsPrototype.Mongo.Streams;

/// <summary>Finds out what became of appends that were not acknowledged: by key, then by slot (protocol A6).</summary>
internal sealed class ReadBack(MongoStore store)
{
    /// <summary>The outcome of each commit; <see langword="null"/> where nothing is there: the insert may still arrive.</summary>
    /// <exception cref="EventStoreUnavailableException">Nothing could be found out.</exception>
    public async Task<IReadOnlyList<AppendResult?>> SettleAsync(IReadOnlyList<Commit> commits)
    {
        var (slots, keys) = await ReadAsync(commits);
        var outcomes = commits.Select(commit => Judge(commit, slots, keys)).ToList();
        var own = commits.Where((_, i) => outcomes[i] == AppendResult.Appended).ToList();
        if (own.Count > 0 && await TouchAsync(AttemptsOf(own)) < own.Count)
        {
            throw new EventStoreUnavailableException("The server has lost commits in a crash while they were being made sure of. Their outcome is unknown.");
        }

        return outcomes;
    }

    /// <summary>Writes to a commit that was read, so that it is durable (protocol G3).</summary>
    /// <returns>Whether it is there: that attempt, not another one of the same command, whose events have other ids.</returns>
    public async Task<bool> ConfirmAsync(Commit commit) => await TouchAsync(AttemptsOf([commit])) == 1;

    // A commit id is the same in all attempts of a command, the ids of the events are not. A void has none.
    private static BsonDocument AttemptsOf(IReadOnlyCollection<Commit> commits)
    {
        var filter = new BsonDocument
        {
            { "_id", In(commits.Select(c => (BsonValue)CommitDocument.Id(c.Stream, c.First))) },
            { "commitId", In(commits.Select(c => Binary(c.Id))) },
        };
        return commits.Any(c => c.Events[0].IsVoid) ? filter : filter.Add("events.id", In(commits.Select(c => Binary(c.Events[0].Id))));
    }

    private static BsonDocument In(IEnumerable<BsonValue> values) => new("$in", new BsonArray(values));

    private static BsonBinaryData Binary(Guid id) => new(id, GuidRepresentation.Standard);

    private Task<long> TouchAsync(BsonDocument filter) =>
        store.CallAsync(
            async (collections, token) => (await collections.Commits.UpdateManyAsync(filter, Touch.Update, null, token)).MatchedCount,
            CancellationToken.None);

    // Another attempt of the same command is in conflict with it: what the command answers must come from what is stored.
    private static AppendResult? Judge(Commit commit, Dictionary<string, StreamEnd> slots, Dictionary<string, StreamEnd> keys)
    {
        if (commit.Key is { } key && keys.TryGetValue(key.Key, out var holder) && holder.Commit != commit.Id)
        {
            return AppendResult.KeyTaken;
        }

        return slots.TryGetValue(CommitDocument.Id(commit.Stream, commit.First), out var winner)
            ? (winner.Commit, winner.LastEvent) == (commit.Id, commit.Events[^1].Id) ? AppendResult.Appended : AppendResult.Conflict
            : null;
    }

    private Task<(Dictionary<string, StreamEnd> Slots, Dictionary<string, StreamEnd> Keys)> ReadAsync(IReadOnlyList<Commit> commits) =>
        store.CallAsync(
            async (collections, token) =>
            {
                var slots = await FindAsync(collections, "_id", commits.Select(c => CommitDocument.Id(c.Stream, c.First)), token);
                var keys = commits.Where(c => c.Key is not null).Select(c => c.Key!.Key).ToList();
                return (slots, keys.Count > 0 ? await FindAsync(collections, "key", keys, token) : []);
            },
            CancellationToken.None);

    private static async Task<Dictionary<string, StreamEnd>> FindAsync(
        Collections collections, string member, IEnumerable<string> values, CancellationToken cancellationToken)
    {
        var filter = new BsonDocument(member, In(values.Select(value => (BsonValue)value)));
        var found = await collections.Commits.Find(filter).Project(CommitDocument.EndOnly.Set(member, 1)).ToListAsync(cancellationToken);
        return found.ToDictionary(document => document[member].AsString, CommitDocument.End);
    }
}
