using CqrsPrototype.EventSourcing.Streams;

namespace CqrsPrototype.Mongo.Streams;

/// <summary>The newest commit of a stream, as far as this process knows.</summary>
/// <param name="Commit">Its id.</param>
/// <param name="First">The version of its first event: its slot.</param>
/// <param name="Last">The version of its last event.</param>
/// <param name="LastEvent">The id of that event: unlike the commit's, it differs from attempt to attempt of a command.</param>
internal readonly record struct StreamEnd(Guid Commit, StreamVersion First, StreamVersion Last, Guid LastEvent)
{
    public static StreamEnd Empty => default;
}
