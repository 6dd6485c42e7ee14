using System.Diagnostics;
using System.Text.Json.Serialization.Metadata;
using CqrsPrototype.EventSourcing.Events;
using CqrsPrototype.EventSourcing.Projections;
using CqrsPrototype.EventSourcing.Streams;

namespace CqrsPrototype.Tests.SecondAggregate;

/// <summary>The read model of accounts.</summary>
public sealed class AccountProjection : IProjection<AccountView, AccountEvent>
{
    public ViewName Name { get; } = new("accounts", 1);

    public string Category => Accounts.Category;

    public EventTypes<AccountEvent> Events => Accounts.Events;

    public JsonTypeInfo<AccountView> Json => AccountJson.Default.AccountView;

    public AccountView? Apply(AccountView? view, AccountEvent @event, RecordedEvent recorded) => (@event, view) switch
    {
        (AccountEvent.Opened e, _) => new AccountView(recorded.Stream.Value, e.Owner, e.Currency, 0, 0, recorded.Version.Value),
        (AccountEvent.Closed, _) => null,
        (AccountEvent.Renamed e, { } v) => v with { Owner = e.Owner, Version = recorded.Version.Value },
        (AccountEvent.Deposited e, { } v) => Move(v, e.Amount, recorded),
        (AccountEvent.Withdrawn e, { } v) => Move(v, -e.Amount, recorded),
        _ => throw new UnreachableException($"No view after {@event}."),
    };

    public string? SortKey(AccountView view) => view.Number;

    public IReadOnlyList<string> SearchTerms(AccountView view) => [view.Owner.ToLowerInvariant()];

    private static AccountView Move(AccountView view, long amount, RecordedEvent recorded) =>
        view with { Balance = view.Balance + amount, Movements = view.Movements + 1, Version = recorded.Version.Value };
}
