using CqrsPrototype.EventSourcing.Projections;
using CqrsPrototype.EventSourcing.Subscriptions;

namespace CqrsPrototype.EventSourcing.Telemetry;

/// <summary>How far one projection was; <see langword="null"/> where the stores did not answer.</summary>
internal sealed record ProjectionReading(ProjectionTags Tags, SubscriptionLag? Lag, long? Stuck);
