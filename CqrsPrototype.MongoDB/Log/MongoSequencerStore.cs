using CqrsPrototype.EventSourcing.Log.Sequencing;
using CqrsPrototype.Mongo.Connecting;
using CqrsPrototype.Mongo.Streams;

namespace CqrsPrototype.Mongo.Log;

/// <summary>The sequencer's steps on MongoDB, each pass in a causally consistent session of its own (protocol G2).</summary>
internal sealed class MongoSequencerStore(
    MongoStore store, AcknowledgedCommits acknowledged, RecentPages recent, TimeProvider time) : ISequencerStore
{
    public ISequencerPass Begin() => new MongoSequencerPass(store, acknowledged, recent, time);
}
