namespace CqrsPrototype.Tests.SecondAggregate;

/// <summary>What can be asked of an account.</summary>
public abstract record AccountCommand
{
    public sealed record Open(string Owner) : AccountCommand;

    public sealed record Rename(string Owner) : AccountCommand;

    /// <summary>One event for each amount, all in one commit.</summary>
    public sealed record Deposit(params IReadOnlyList<long> Amounts) : AccountCommand;

    public sealed record Withdraw(long Amount) : AccountCommand;

    /// <summary>Pays out what is left, then closes.</summary>
    public sealed record Close : AccountCommand;
}
