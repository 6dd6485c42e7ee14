using CqrsPrototype.EventSourcing.Log.Sequencing;
using CqrsPrototype.Mongo.Connecting;

namespace CqrsPrototype.Mongo.Log;

/// <summary>The sequencer's steps on MongoDB, each pass in a causally consistent session of its own (protocol G2).</summary>
internal sealed class MongoSequencerStore(MongoStore store, TimeProvider time) : ISequencerStore
{
    public ISequencerPass Begin() => new MongoSequencerPass(store, time);
}
