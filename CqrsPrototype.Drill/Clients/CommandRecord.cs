namespace CqrsPrototype.Drill.Clients;

/// <summary>A command and what became of it, as its client knows it.</summary>
/// <param name="Command">The command.</param>
/// <param name="Sent">When it was sent first, on the clock that all clients share.</param>
/// <param name="Answered">When the last answer came.</param>
/// <param name="Attempts">How often it was sent.</param>
/// <param name="Answer">The last answer.</param>
internal sealed record CommandRecord(Command Command, TimeSpan Sent, TimeSpan Answered, int Attempts, Answer Answer);
