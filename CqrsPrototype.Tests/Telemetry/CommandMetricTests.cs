using CqrsPrototype.EventSourcing.Deciding;
using CqrsPrototype.EventSourcing.Streams;
using CqrsPrototype.Tests.EventSourcing.Deciding;
using CqrsPrototype.Tests.SecondAggregate;
using CqrsPrototype.Tests.Support;

namespace CqrsPrototype.Tests.Telemetry;

public sealed class CommandMetricTests : IDisposable
{
    // A category of its own tells this test's measurements from those of others.
    private readonly string _category = $"account{Guid.NewGuid():N}";
    private readonly TamperedEventStore _store = new();
    private readonly Measurements _measured = new();
    private readonly CommandHandler<AccountCommand, AccountEvent, AccountState, AccountRefusal> _handler;
    private readonly StreamId _stream;

    public CommandMetricTests()
    {
        _handler = new(Accounts.Aggregate with { Category = _category }, _store, new CommandOptions(), TimeProvider.System);
        _stream = Some.Stream(_category);
    }

    private static AccountCommand Open => new AccountCommand.Open("Ada");

    public void Dispose() => _measured.Dispose();

    [Fact]
    public async Task Every_command_is_timed_with_its_name_and_outcome()
    {
        var key = new CommandContext<AccountState> { Key = Some.Key() };
        await HandleAsync(Open, key);
        await HandleAsync(Open, key);
        await HandleAsync(Open, key with { Key = key.Key! with { Fingerprint = "other" } });
        await HandleAsync(Open);
        await HandleAsync(new AccountCommand.Rename("Ada"));
        await HandleAsync(new AccountCommand.Rename("Eve"), new CommandContext<AccountState> { Precondition = (_, _) => false });
        _store.OnAppend = (_, _) => throw new OverloadedException("The queue");
        await ((Func<Task>)(() => HandleAsync(new AccountCommand.Rename("Eve")))).Should().ThrowAsync<OverloadedException>();

        Timed("accepted").Should().ContainSingle().Which.Should().BePositive();
        foreach (var outcome in new[] { "replayed", "key_reused", "refused", "unchanged", "precondition_failed", "overloaded" })
        {
            Timed(outcome).Should().ContainSingle(outcome);
        }

        _measured.Of("cqrs.command.duration", ("cqrs.aggregate.name", _category), ("cqrs.command.name", "Rename")).Should().HaveCount(3);

        IReadOnlyList<double> Timed(string outcome) => _measured.Of("cqrs.command.duration", ("cqrs.aggregate.name", _category), ("cqrs.command.outcome", outcome));
    }

    [Fact]
    public async Task A_lost_race_is_a_conflict_and_a_retry()
    {
        var raced = false;
        _store.OnAppend = async (commit, append) =>
        {
            if (!raced)
            {
                raced = true;
                await _store.Inner.AppendAsync(Some.Commit(commit.Stream), CancellationToken.None);
            }

            return await append();
        };

        await ((Func<Task>)(() => HandleAsync(Open))).Should().ThrowAsync<Exception>("the event that came first is of no type that accounts know");

        _measured.Of("cqrs.command.conflicts", ("cqrs.aggregate.name", _category)).Sum().Should().Be(1);
        _measured.Of("cqrs.command.retries", ("cqrs.aggregate.name", _category)).Sum().Should().Be(1);
    }

    private async Task HandleAsync(AccountCommand command, CommandContext<AccountState>? context = null) =>
        await _handler.HandleAsync(_stream, command, context ?? new CommandContext<AccountState>(), TestContext.Current.CancellationToken);
}
