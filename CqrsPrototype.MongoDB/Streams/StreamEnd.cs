using CqrsPrototype.EventSourcing.Streams;

namespace CqrsPrototype.Mongo.Streams;

/// <summary>The newest commit of a stream, as far as this process knows.</summary>
/// <param name="Commit">Its id.</param>
/// <param name="First">The version of its first event: its slot.</param>
/// <param name="Last">The version of its last event.</param>
internal readonly record struct StreamEnd(Guid Commit, StreamVersion First, StreamVersion Last)
{
    public static StreamEnd Empty => default;
}
