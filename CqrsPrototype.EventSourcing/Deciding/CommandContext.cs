using CqrsPrototype.EventSourcing.Streams;

namespace CqrsPrototype.EventSourcing.Deciding;

/// <summary>What comes with a command.</summary>
/// <typeparam name="TState">The state that a precondition may look at.</typeparam>
public sealed record CommandContext<TState>
{
    /// <summary>What led to the command; kept with its events.</summary>
    public EventMetadata Metadata { get; init; } = EventMetadata.None;

    /// <summary>The caller's name for the command: it then has its effect once, however often it is repeated.</summary>
    public IdempotencyKey? Key { get; init; }

    /// <summary>Must hold for the state that is decided on, such as an expected version; <see langword="null"/> for none.</summary>
    public Func<TState, StreamVersion, bool>? Precondition { get; init; }
}
