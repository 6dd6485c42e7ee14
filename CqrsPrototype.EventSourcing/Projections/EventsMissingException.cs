using CqrsPrototype.EventSourcing.Streams;

namespace CqrsPrototype.EventSourcing.Projections;

/// <summary>An event was told of, and the store does not have those that come before it in its stream.</summary>
public sealed class EventsMissingException : Exception
{
    internal EventsMissingException(StreamId stream, StreamVersion missing, StreamVersion told)
        : base($"The store has no version {missing} of {stream}, although version {told} was delivered. Either the message is not one of this system's, or the store has lost events.") =>
        (Stream, Missing, Told) = (stream, missing, told);

    /// <summary>The stream.</summary>
    public StreamId Stream { get; }

    /// <summary>The first version that is missing.</summary>
    public StreamVersion Missing { get; }

    /// <summary>The version that was delivered.</summary>
    public StreamVersion Told { get; }
}
