namespace CqrsPrototype.EventSourcing.Messaging;

/// <summary>A message that could not be read as an event, or that the broker gave up on: kept for a person to look at.</summary>
/// <param name="Id">Names the entry: the same message parked twice is one entry. 1 to 200 characters.</param>
/// <param name="Body">The message as it came, whatever it is; where it is very large, its beginning, and a property says how large it was.</param>
/// <param name="Properties">Its properties and headers as text, for people and for sending it again.</param>
/// <param name="Reason">Why it was parked.</param>
/// <param name="At">When, in milliseconds.</param>
public sealed record ParkedMessage(
    string Id, ReadOnlyMemory<byte> Body, IReadOnlyDictionary<string, string> Properties, string Reason, DateTimeOffset At);
