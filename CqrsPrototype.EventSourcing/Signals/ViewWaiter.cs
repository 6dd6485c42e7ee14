using CqrsPrototype.EventSourcing.Streams;

namespace CqrsPrototype.EventSourcing.Signals;

/// <summary>A place among those who wait for the view of one stream; disposing gives it up.</summary>
public sealed class ViewWaiter : IDisposable
{
    private readonly StreamId _stream;
    private ViewSignals? _owner;

    internal ViewWaiter(ViewSignals owner, StreamId stream, Signal changed)
    {
        _owner = owner;
        _stream = stream;
        Changed = changed;
    }

    /// <summary>Raised when the view of the stream has changed.</summary>
    public Signal Changed { get; }

    /// <inheritdoc/>
    public void Dispose() => Interlocked.Exchange(ref _owner, null)?.Leave(_stream);
}
