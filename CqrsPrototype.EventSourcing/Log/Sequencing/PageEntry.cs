namespace CqrsPrototype.EventSourcing.Log.Sequencing;

/// <summary>A commit in a page of the log.</summary>
/// <param name="Slot">Which commit.</param>
/// <param name="Count">How many events it has: so many positions it takes.</param>
public readonly record struct PageEntry(Slot Slot, int Count);
