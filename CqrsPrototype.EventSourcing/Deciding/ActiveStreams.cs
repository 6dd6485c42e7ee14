using CqrsPrototype.EventSourcing.Streams;

namespace CqrsPrototype.EventSourcing.Deciding;

/// <summary>The streams that commands are at work on right now; as many at most as there are commands.</summary>
internal sealed class ActiveStreams<TState>
{
    private readonly Lock _lock = new();
    private readonly Dictionary<StreamId, ActiveStream<TState>> _streams = [];

    /// <summary>Joins those at work on a stream; each <see cref="Join"/> needs its <see cref="Leave"/>.</summary>
    public ActiveStream<TState> Join(StreamId stream)
    {
        lock (_lock)
        {
            if (!_streams.TryGetValue(stream, out var active))
            {
                _streams.Add(stream, active = new ActiveStream<TState>());
            }

            active.Commands++;
            return active;
        }
    }

    /// <summary>Leaves it; the last one puts out the light.</summary>
    public void Leave(StreamId stream, ActiveStream<TState> active)
    {
        lock (_lock)
        {
            if (--active.Commands == 0)
            {
                _streams.Remove(stream);
            }
        }
    }
}
