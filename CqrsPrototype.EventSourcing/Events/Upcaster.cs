using System.Text.Json.Nodes;

namespace CqrsPrototype.EventSourcing.Events;

/// <summary>Brings an event's data from one schema version to the next when it is read; what is stored never changes.</summary>
/// <param name="From">The version that it understands; it makes <c>From + 1</c> of it.</param>
/// <param name="Apply">Takes the older form and returns the newer one.</param>
public sealed record Upcaster(int From, Func<JsonObject, JsonObject> Apply);
