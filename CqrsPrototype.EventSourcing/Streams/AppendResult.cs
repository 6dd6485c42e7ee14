namespace CqrsPrototype.EventSourcing.Streams;

/// <summary>What became of an append; anything else is an exception and its outcome unknown.</summary>
public enum AppendResult
{
    /// <summary>The commit is durable.</summary>
    Appended,

    /// <summary>Another commit has that place in the stream, or it would not stand directly behind what it builds on: load, decide again.</summary>
    Conflict,

    /// <summary>A commit with that idempotency key is there already, in this stream or in another.</summary>
    KeyTaken,
}
