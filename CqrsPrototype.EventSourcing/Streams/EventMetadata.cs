namespace CqrsPrototype.EventSourcing.Streams;

/// <summary>What led to a commit; kept with each of its events and sent with each of its messages.</summary>
/// <param name="CorrelationId">Names the business transaction: 1 to 128 visible ASCII characters.</param>
/// <param name="CausationId">The message or command that this follows from, where there is one.</param>
/// <param name="TraceParent">The W3C trace context of the command, where it was traced.</param>
public sealed record EventMetadata(string? CorrelationId = null, string? CausationId = null, string? TraceParent = null)
{
    /// <summary>Nothing is known.</summary>
    public static EventMetadata None { get; } = new();
}
