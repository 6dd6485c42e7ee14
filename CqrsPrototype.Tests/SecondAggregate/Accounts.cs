using CqrsPrototype.EventSourcing.Deciding;
using CqrsPrototype.EventSourcing.Events;

namespace CqrsPrototype.Tests.SecondAggregate;

/// <summary>The aggregate, as the mechanism needs to know it.</summary>
public static class Accounts
{
    public const string Category = "account";

    public static EventTypes<AccountEvent> Events { get; } = EventTypes<AccountEvent>.Empty
        .Add("account.opened", AccountJson.Default.Opened, new Upcaster(1, AddCurrency))
        .Add("account.renamed", AccountJson.Default.Renamed)
        .Add("account.deposited", AccountJson.Default.Deposited)
        .Add("account.withdrawn", AccountJson.Default.Withdrawn)
        .Add("account.closed", AccountJson.Default.Closed);

    public static Aggregate<AccountCommand, AccountEvent, AccountState, AccountRefusal> Aggregate { get; } =
        new(Category, new AccountDecider(), Events, AccountJson.Default.AccountState, SnapshotSchema: 1);

    // The first accounts knew no currency: all of them were in euros.
    private static System.Text.Json.Nodes.JsonObject AddCurrency(System.Text.Json.Nodes.JsonObject opened)
    {
        opened["currency"] = "EUR";
        return opened;
    }
}
