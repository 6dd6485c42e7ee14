namespace CqrsPrototype.EventSourcing.Subscriptions;

/// <summary>A lease as it was seen.</summary>
/// <param name="Owner">Who holds it; empty when it was given up.</param>
/// <param name="Beat">How often its holders have beaten: while it stands still, nobody is there.</param>
public sealed record LeaseBeat(string Owner, long Beat);
