using System.Diagnostics;
using CqrsPrototype.EventSourcing.Deciding;
using static CqrsPrototype.EventSourcing.Deciding.Decision<
    CqrsPrototype.Tests.SecondAggregate.AccountEvent, CqrsPrototype.Tests.SecondAggregate.AccountRefusal>;

namespace CqrsPrototype.Tests.SecondAggregate;

/// <summary>The rules of an account.</summary>
public sealed class AccountDecider : IDecider<AccountCommand, AccountEvent, AccountState, AccountRefusal>
{
    public AccountState Initial => AccountState.None;

    public Decision<AccountEvent, AccountRefusal> Decide(AccountState state, AccountCommand command) => (command, state) switch
    {
        (AccountCommand.Open c, { Owner: null }) => Accept(new AccountEvent.Opened(c.Owner, "EUR")),
        (AccountCommand.Open, _) => Refuse(AccountRefusal.AlreadyOpen),
        (_, { Owner: null }) => Refuse(AccountRefusal.NotOpen),
        (AccountCommand.Rename c, _) when c.Owner == state.Owner => Nothing,
        (AccountCommand.Rename c, _) => Accept(new AccountEvent.Renamed(c.Owner)),
        (AccountCommand.Deposit c, _) => Accept([.. c.Amounts.Select(amount => new AccountEvent.Deposited(amount))]),
        (AccountCommand.Withdraw c, _) when c.Amount > state.Balance => Refuse(AccountRefusal.InsufficientFunds),
        (AccountCommand.Withdraw c, _) => Accept(new AccountEvent.Withdrawn(c.Amount)),
        (AccountCommand.Close, { Balance: 0 }) => Accept(new AccountEvent.Closed()),
        (AccountCommand.Close, _) => Accept(new AccountEvent.Withdrawn(state.Balance), new AccountEvent.Closed()),
        _ => throw new UnreachableException($"No rule for {command}."),
    };

    public AccountState Evolve(AccountState state, AccountEvent @event, DateTimeOffset at) => @event switch
    {
        AccountEvent.Opened e => new AccountState(e.Owner, 0),
        AccountEvent.Renamed e => state with { Owner = e.Owner },
        AccountEvent.Deposited e => state with { Balance = state.Balance + e.Amount },
        AccountEvent.Withdrawn e => state with { Balance = state.Balance - e.Amount },
        AccountEvent.Closed => AccountState.None,
        _ => throw new UnreachableException($"No state after {@event}."),
    };
}
