using CqrsPrototype.Drill.Observing;
using CqrsPrototype.Drill.Processes;
using CqrsPrototype.Drill.Servers;

namespace CqrsPrototype.Drill.Scenarios;

/// <summary>All that a scenario may act on.</summary>
/// <param name="Fleet">The services.</param>
/// <param name="Servers">The servers that are the drill's own, so that it may kill them; those that others use too are not among them.</param>
/// <param name="Wire">The independent consumer.</param>
/// <param name="Store">What is stored.</param>
/// <param name="Time">The clock.</param>
/// <param name="Say">Gets a line for whatever happens.</param>
internal sealed record Stage(Fleet Fleet, IReadOnlyList<Server> Servers, WireObserver Wire, StoreReader Store, TimeProvider Time, Action<string> Say);
