using CqrsPrototype.EventSourcing.Streams;
using CqrsPrototype.Mongo.Connecting;
using MongoDB.Bson;
using MongoDB.Driver;

namespace CqrsPrototype.Mongo.Streams;

/// <summary>Stores one batch (protocol A5, A6): what the server does not clearly acknowledge is read back, never guessed from an error's text.</summary>
internal sealed class AppendStep(MongoStore store, StreamEnds ends, AcknowledgedCommits acknowledged, ReadBack readBack)
{
    private const int LookUpsAtOnce = 16;

    /// <summary>Completes each of the appends. Throws only when it could not find out about some.</summary>
    public async Task WriteAsync(IReadOnlyList<WaitingAppend> appends)
    {
        var fitting = await FittingAsync(appends);
        if (fitting.Count == 0)
        {
            return;
        }

        var doubtful = await InsertAsync(fitting);
        foreach (var append in fitting.Except(doubtful))
        {
            Stored(append);
        }

        if (doubtful.Count > 0)
        {
            await SettleAsync(doubtful);
        }
    }

    // Those whose place before is taken as they expect. The others are in conflict already.
    private async Task<List<WaitingAppend>> FittingAsync(IReadOnlyList<WaitingAppend> appends)
    {
        var (fitting, unknown) = (new List<WaitingAppend>(appends.Count), new List<WaitingAppend>());
        foreach (var append in appends)
        {
            var end = ends.Find(append.Commit.Stream);
            Sort(append, end, Predecessor.Judge(append.Commit, end, isFresh: false), fitting, unknown);
        }

        foreach (var chunk in unknown.Chunk(LookUpsAtOnce))
        {
            var read = await Task.WhenAll(chunk.Select(append => ReadEndBeforeAsync(append.Commit)));
            for (var i = 0; i < chunk.Length; i++)
            {
                Sort(chunk[i], read[i], Predecessor.Judge(chunk[i].Commit, read[i], isFresh: true), fitting, unknown: null);
            }
        }

        return fitting;
    }

    private static void Sort(
        WaitingAppend append, StreamEnd? end, Predecessor.Judgement judgement, List<WaitingAppend> fitting, List<WaitingAppend>? unknown)
    {
        switch (judgement)
        {
            case Predecessor.Judgement.Fits:
                append.Predecessor = append.Commit.Previous == StreamVersion.None ? StreamVersion.None : end!.Value.First;
                fitting.Add(append);
                break;
            case Predecessor.Judgement.Unknown when unknown is not null:
                unknown.Add(append);
                break;
            default:
                append.Complete(AppendResult.Conflict);
                break;
        }
    }

    private Task<StreamEnd> ReadEndBeforeAsync(Commit commit) =>
        store.CallAsync(
            async (collections, token) =>
            {
                var before = new BsonDocument(
                    "_id", new BsonDocument { { "$gte", CommitDocument.Id(commit.Stream, StreamVersion.None) }, { "$lt", CommitDocument.Id(commit.Stream, commit.First) } });
                var found = await collections.Commits.Find(before).Sort(new BsonDocument("_id", -1)).Limit(1)
                    .Project(CommitDocument.EndOnly).FirstOrDefaultAsync(token);
                return found is null ? StreamEnd.Empty : CommitDocument.End(found);
            },
            CancellationToken.None);

    // Returns those that the server did not clearly acknowledge.
    private async Task<IReadOnlyList<WaitingAppend>> InsertAsync(List<WaitingAppend> appends)
    {
        try
        {
            return await store.CallAsync(
                async (collections, token) =>
                {
                    try
                    {
                        var documents = appends.Select(append => CommitDocument.Write(append.Commit, append.Predecessor));
                        await collections.Commits.InsertManyAsync(documents, new InsertManyOptions { IsOrdered = false }, token);
                        return [];
                    }
                    catch (MongoBulkWriteException<BsonDocument> exception) when (exception.WriteConcernError is null)
                    {
                        return exception.WriteErrors.Select(error => appends[error.Index]).ToList();
                    }
                },
                CancellationToken.None);
        }
        catch (EventStoreUnavailableException)
        {
            return appends;
        }
    }

    private async Task SettleAsync(IReadOnlyList<WaitingAppend> doubtful)
    {
        var outcomes = await readBack.SettleAsync([.. doubtful.Select(append => append.Commit)]);
        for (var i = 0; i < doubtful.Count; i++)
        {
            // Even where its commit is there, it may be that of an earlier attempt, with events of other ids: what follows reads the end.
            ends.Forget(doubtful[i].Commit.Stream);
            if (outcomes[i] is { } outcome)
            {
                doubtful[i].Complete(outcome);
            }
            else
            {
                doubtful[i].Fail(new EventStoreUnavailableException(
                    $"The append to {doubtful[i].Commit.Stream} was not acknowledged and is not there yet. Its outcome is unknown: read the stream before trying again."));
            }
        }
    }

    private void Stored(WaitingAppend append)
    {
        var commit = append.Commit;
        acknowledged.Add(commit);
        ends.Set(commit.Stream, new StreamEnd(commit.Id, commit.First, commit.Last, commit.Events[^1].Id));
        append.Complete(AppendResult.Appended);
    }
}
