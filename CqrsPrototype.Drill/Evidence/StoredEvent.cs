namespace CqrsPrototype.Drill.Evidence;

/// <summary>An event as the event store has it.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Type">Its type, such as <c>user.created</c>.</param>
/// <param name="Data">Its data, as JSON text.</param>
internal sealed record StoredEvent(Guid Id, string Type, string Data);
