namespace CqrsPrototype.EventSourcing.Streams;

/// <summary>A stream lacks a version. The protocol never makes such a gap: somebody has removed or restored data by hand.</summary>
public sealed class StreamCorruptException : Exception
{
    internal StreamCorruptException(StreamId stream, StreamVersion missing)
        : base($"Stream {stream} has no version {missing}, although it has later ones. Restore the store from a backup; nothing is decided on this stream until then.")
    {
        Stream = stream;
        Missing = missing;
    }

    /// <summary>The stream with the gap.</summary>
    public StreamId Stream { get; }

    /// <summary>The first version that is missing.</summary>
    public StreamVersion Missing { get; }
}
