namespace CqrsPrototype.EventSourcing.Streams;

/// <summary>A caller's name for one command, and what was asked under it.</summary>
/// <param name="Key">Unique over all streams for ever: <c>caller:key</c>.</param>
/// <param name="Fingerprint">A hash of the request; the same key with another fingerprint is refused.</param>
public sealed record IdempotencyKey(string Key, string Fingerprint);
