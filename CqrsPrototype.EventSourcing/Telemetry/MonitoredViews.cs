using CqrsPrototype.EventSourcing.Projections;

namespace CqrsPrototype.EventSourcing.Telemetry;

/// <summary>The views whose lag a process tells, whoever keeps them.</summary>
internal sealed record MonitoredViews(IReadOnlyList<ViewName> Names);
