using System.Collections.Concurrent;
using CqrsPrototype.EventSourcing.Streams;

namespace CqrsPrototype.Mongo.Streams;

/// <summary>Remembers the ends of streams that were read or written lately, so that an append need not ask for its predecessor. Bounded.</summary>
/// <remarks>It may be out of date: then the slot is taken, and the insert says so.</remarks>
internal sealed class StreamEnds
{
    private const int MaxGeneration = 20_000;

    private ConcurrentDictionary<StreamId, StreamEnd> _young = new();
    private ConcurrentDictionary<StreamId, StreamEnd> _old = new();

    public StreamEnd? Find(StreamId stream) =>
        _young.TryGetValue(stream, out var end) || _old.TryGetValue(stream, out end) ? end : null;

    public void Set(StreamId stream, StreamEnd end)
    {
        if (_young.Count >= MaxGeneration)
        {
            // Losing an entry in a race costs one query.
            (_old, _young) = (_young, new());
        }

        _young[stream] = end;
    }

    public void Forget(StreamId stream)
    {
        _young.TryRemove(stream, out _);
        _old.TryRemove(stream, out _);
    }
}
