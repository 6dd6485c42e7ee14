using CqrsPrototype.EventSourcing.Projections;
using CqrsPrototype.EventSourcing.Subscriptions;

namespace CqrsPrototype.EventSourcing.Hosting;

/// <summary>A projection as its feeds see it, whatever its types.</summary>
/// <param name="Name">Where its views are kept.</param>
/// <param name="Handler">What folds a slice of the log into them.</param>
public sealed record ProjectionRegistration(ViewName Name, ILogHandler Handler);
