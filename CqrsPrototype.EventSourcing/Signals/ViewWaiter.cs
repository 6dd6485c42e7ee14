using CqrsPrototype.EventSourcing.Streams;

namespace CqrsPrototype.EventSourcing.Signals;

/// <summary>A place among those who wait for the view of one stream; disposing gives it up.</summary>
public sealed class ViewWaiter : IDisposable
{
    private readonly StreamVersion _version;
    private ViewSignals? _owner;

    internal ViewWaiter(ViewSignals owner, StreamId stream, StreamVersion version) => (_owner, Stream, _version) = (owner, stream, version);

    /// <summary>Raised when the view of the stream contains the version.</summary>
    public Signal Changed { get; } = new();

    internal StreamId Stream { get; }

    internal void Hear(StreamVersion version)
    {
        if (version >= _version)
        {
            Changed.Raise();
        }
    }

    /// <inheritdoc/>
    public void Dispose() => Interlocked.Exchange(ref _owner, null)?.Leave(this);
}
