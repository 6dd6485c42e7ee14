using CqrsPrototype.EventSourcing.Deciding;
using CqrsPrototype.EventSourcing.Streams;
using CqrsPrototype.Tests.SecondAggregate;
using CqrsPrototype.Tests.Simulation.Scheduling;
using Accepted = CqrsPrototype.EventSourcing.Deciding.CommandResult<
    CqrsPrototype.Tests.SecondAggregate.AccountState, CqrsPrototype.Tests.SecondAggregate.AccountRefusal>.Accepted;

namespace CqrsPrototype.Tests.EventSourcing.Deciding;

/// <summary>One process that takes commands on accounts, in virtual time, on a store that a test can tamper with.</summary>
internal sealed class AccountBranch
{
    private readonly CommandHandler<AccountCommand, AccountEvent, AccountState, AccountRefusal> _handler;

    public AccountBranch(TimeProvider time, TamperedEventStore? store = null, TimeSpan? timeout = null)
    {
        (Time, Store) = (time, store ?? new TamperedEventStore());
        var options = timeout is { } limit ? new CommandOptions { Timeout = limit } : new CommandOptions();
        _handler = new(Accounts.Aggregate, Store, options, time, new Random(1));
    }

    public static StreamId Account { get; } = StreamId.Of(Accounts.Category, "1");

    public TimeProvider Time { get; }

    public TamperedEventStore Store { get; }

    /// <summary>Runs a course of events with one branch in virtual time.</summary>
    public static void Run(Func<AccountBranch, Task> course, TimeSpan? timeout = null) =>
        SimulatedScheduler.Run(time => course(new AccountBranch(time, timeout: timeout)));

    public Task<CommandResult<AccountState, AccountRefusal>> Handle(
        AccountCommand command, IdempotencyKey? key = null, Func<AccountState, StreamVersion, bool>? precondition = null, CancellationToken cancel = default) =>
        _handler.HandleAsync(Account, command, new CommandContext<AccountState> { Key = key, Precondition = precondition }, cancel).AsTask();

    public Task<CommandResult<AccountState, AccountRefusal>> Open(string owner = "Ada", IdempotencyKey? key = null) =>
        Handle(new AccountCommand.Open(owner), key);

    public Task<CommandResult<AccountState, AccountRefusal>> Deposit(long amount, IdempotencyKey? key = null) =>
        Handle(new AccountCommand.Deposit(amount), key);

    public Task<CommandResult<AccountState, AccountRefusal>> Withdraw(long amount) => Handle(new AccountCommand.Withdraw(amount));

    public Task Wait(double milliseconds) => Task.Delay(TimeSpan.FromMilliseconds(milliseconds), Time, CancellationToken.None);

    /// <summary>Makes each append take a while, as on a disk; they are stored in the order in which they were sent.</summary>
    public void AppendTakes(double milliseconds) => Store.OnAppend = async (_, append) =>
    {
        await Wait(milliseconds);
        return await append();
    };

    public async Task<IReadOnlyList<RecordedEvent>> Stream() => await Store.Inner.ReadAsync(Account, StreamVersion.None, 1000, CancellationToken.None);

    public async Task<IReadOnlyList<AccountEvent>> Events() => [.. (await Stream()).Select(e => Accounts.Events.Deserialize(e.Event))];

    public static CommandResult<AccountState, AccountRefusal> Ok(string? owner, long balance, long version, bool replayed = false) =>
        new Accepted(new AccountState(owner, balance), new StreamVersion(version), replayed);
}
