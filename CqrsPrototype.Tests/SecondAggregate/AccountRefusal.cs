namespace CqrsPrototype.Tests.SecondAggregate;

/// <summary>Why an account may say no.</summary>
public enum AccountRefusal
{
    AlreadyOpen,
    NotOpen,
    InsufficientFunds,
}
