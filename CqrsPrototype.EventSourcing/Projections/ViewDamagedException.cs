using CqrsPrototype.EventSourcing.Streams;

namespace CqrsPrototype.EventSourcing.Projections;

/// <summary>A stored view cannot be read, since somebody has changed it by hand.</summary>
/// <param name="stream">Whose view.</param>
/// <param name="damage">What is wrong, as a sentence without its full stop.</param>
public sealed class ViewDamagedException(StreamId stream, string damage)
    : Exception($"The stored view of {stream} is damaged: {damage}. Put it right, or delete it: it is then made again from the events.")
{
    /// <summary>Whose view.</summary>
    public StreamId Stream { get; } = stream;
}
