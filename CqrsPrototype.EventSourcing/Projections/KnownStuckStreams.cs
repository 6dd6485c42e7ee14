using System.Collections.Concurrent;
using CqrsPrototype.EventSourcing.Streams;

namespace CqrsPrototype.EventSourcing.Projections;

/// <summary>The streams that this process has seen stuck, and at which event, so that the entry goes when they get past it. Bounded.</summary>
/// <remarks>Of a stream that is not remembered, since there are too many, the entry goes when it is tried again.</remarks>
internal sealed class KnownStuckStreams
{
    private const int Capacity = 10_000;

    private readonly ConcurrentDictionary<StreamId, StreamVersion> _streams = new();

    public void Remember(StreamId stream, StreamVersion at)
    {
        if (_streams.Count < Capacity || _streams.ContainsKey(stream))
        {
            _streams[stream] = at;
        }
    }

    public void Forget(StreamId stream) => _streams.TryRemove(stream, out _);

    /// <summary>Whether a stream is known to be stuck at that event.</summary>
    public bool IsAt(StreamId stream, StreamVersion version) => _streams.TryGetValue(stream, out var at) && at == version;

    /// <summary>Whether a stream was stuck, and is not any more with a view of that version.</summary>
    public bool IsPast(StreamId stream, StreamVersion version) => _streams.TryGetValue(stream, out var at) && version >= at;
}
