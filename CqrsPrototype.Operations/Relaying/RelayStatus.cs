namespace CqrsPrototype.Operations.Relaying;

/// <summary>How the relay is doing.</summary>
/// <param name="Position">Where in the log it goes on.</param>
/// <param name="Backlog">How much of the log the broker has not confirmed yet.</param>
/// <param name="Holder">Which process relays; <see langword="null"/> where none has, or it has given up its lease.</param>
internal sealed record RelayStatus(long Position, Lag Backlog, string? Holder);
