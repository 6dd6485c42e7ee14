namespace CqrsPrototype.Tests.SecondAggregate;

/// <summary>What an account must remember to decide; without an owner it is not open.</summary>
public sealed record AccountState(string? Owner, long Balance)
{
    public static AccountState None { get; } = new(null, 0);
}
