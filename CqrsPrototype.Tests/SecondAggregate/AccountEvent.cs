namespace CqrsPrototype.Tests.SecondAggregate;

/// <summary>What can happen to an account.</summary>
public abstract record AccountEvent
{
    public sealed record Opened(string Owner, string Currency) : AccountEvent;

    public sealed record Renamed(string Owner) : AccountEvent;

    public sealed record Deposited(long Amount) : AccountEvent;

    public sealed record Withdrawn(long Amount) : AccountEvent;

    public sealed record Closed : AccountEvent;
}
