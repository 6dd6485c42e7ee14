using CqrsPrototype.EventSourcing.Streams;
using CqrsPrototype.Mongo.Connecting;
using MongoDB.Bson;
using MongoDB.Driver;

namespace CqrsPrototype.Mongo.Streams;

/// <summary>Tells whether streams have begun: commands that ask at the same time learn it by one query, where each would need one for its stream's end.</summary>
internal sealed class StreamBeginnings
{
    private readonly MongoStore _store;
    private readonly JoinedFinds<StreamId, bool> _finds;

    public StreamBeginnings(MongoStore store) => (_store, _finds) = (store, new JoinedFinds<StreamId, bool>(FindAsync));

    /// <summary>Whether a stream has an event.</summary>
    /// <exception cref="OverloadedException">Too many are asking.</exception>
    // One caller's cancellation must not end the query that others share.
    public Task<bool> HasBegunAsync(StreamId stream, CancellationToken cancellationToken) => _finds.FindAsync(stream).WaitAsync(cancellationToken);

    private async Task<IReadOnlyDictionary<StreamId, bool>> FindAsync(IReadOnlyList<StreamId> streams)
    {
        var first = new BsonArray(streams.Select(stream => CommitDocument.Id(stream, StreamVersion.None.Next)));
        var found = await _store.CallAsync(
            (collections, token) => collections.Commits.Find(new BsonDocument("_id", new BsonDocument("$in", first)))
                .Project(new BsonDocument { { "_id", 0 }, { "stream", 1 } }).ToListAsync(token),
            CancellationToken.None);
        return found.ToDictionary(document => StreamId.Parse(document["stream"].AsString), _ => true);
    }
}
