using CqrsPrototype.EventSourcing.Streams;

namespace CqrsPrototype.EventSourcing.Deciding;

/// <summary>What became of a command. Each is true of durable data only.</summary>
/// <typeparam name="TState">The state of the aggregate.</typeparam>
/// <typeparam name="TRefusal">Its reasons to refuse.</typeparam>
public abstract record CommandResult<TState, TRefusal>
    where TRefusal : struct, Enum
{
    private CommandResult(string outcome) => Outcome = outcome;

    /// <summary>What became of it, in a word for metrics.</summary>
    internal string Outcome { get; }

    /// <summary>Its events are stored.</summary>
    /// <param name="State">The state after them.</param>
    /// <param name="Version">The version of the last of them.</param>
    /// <param name="Replayed">They were stored for an earlier command with the same key.</param>
    public sealed record Accepted(TState State, StreamVersion Version, bool Replayed)
        : CommandResult<TState, TRefusal>(Replayed ? "replayed" : "accepted");

    /// <summary>It was so already; nothing is stored.</summary>
    /// <param name="State">The state as it is.</param>
    /// <param name="Version">The stream's version.</param>
    public sealed record Unchanged(TState State, StreamVersion Version) : CommandResult<TState, TRefusal>("unchanged");

    /// <summary>The rules say no.</summary>
    /// <param name="Refusal">Why.</param>
    /// <param name="Version">The version of the stream that was decided on.</param>
    public sealed record Refused(TRefusal Refusal, StreamVersion Version) : CommandResult<TState, TRefusal>("refused");

    /// <summary>The precondition does not hold.</summary>
    /// <param name="Version">The stream's version.</param>
    public sealed record PreconditionFailed(StreamVersion Version) : CommandResult<TState, TRefusal>("precondition_failed");

    /// <summary>Another command was made under the same key.</summary>
    public sealed record KeyReused() : CommandResult<TState, TRefusal>("key_reused");
}
