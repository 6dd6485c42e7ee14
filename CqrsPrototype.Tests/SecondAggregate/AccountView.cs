namespace CqrsPrototype.Tests.SecondAggregate;

/// <summary>An account as its readers see it.</summary>
public sealed record AccountView(string Number, string Owner, string Currency, long Balance, int Movements, long Version);
