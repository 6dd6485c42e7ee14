using CqrsPrototype.EventSourcing.Streams;
using CqrsPrototype.Tests.SecondAggregate;
using static CqrsPrototype.Tests.EventSourcing.Deciding.AccountBranch;
using Result = CqrsPrototype.EventSourcing.Deciding.CommandResult<
    CqrsPrototype.Tests.SecondAggregate.AccountState, CqrsPrototype.Tests.SecondAggregate.AccountRefusal>;

namespace CqrsPrototype.Tests.EventSourcing.Deciding;

public sealed class CommandHandlerTests
{
    [Fact]
    public void An_accepted_command_is_answered_with_the_state_and_version_after_it() => Run(async branch =>
    {
        (await branch.Open()).Should().Be(Ok("Ada", 0, 1));
        (await branch.Handle(new AccountCommand.Deposit(5, 6))).Should().Be(Ok("Ada", 11, 3));

        (await branch.Events()).Should().Equal(
            new AccountEvent.Opened("Ada", "EUR"), new AccountEvent.Deposited(5), new AccountEvent.Deposited(6));
    });

    [Fact]
    public void The_events_of_one_command_are_one_commit_with_its_metadata() => Run(async branch =>
    {
        await branch.Open();
        await branch.Deposit(5);
        await branch.Handle(new AccountCommand.Close());

        var commit = branch.Store.Sent[^1];
        commit.Events.Select(e => e.Type).Should().Equal("account.withdrawn", "account.closed");
        commit.At.Should().Be(branch.Time.GetUtcNow());
        commit.Previous.Should().Be(new StreamVersion(2));
    });

    [Fact]
    public void A_refusal_stores_nothing_and_names_the_version_it_was_decided_on() => Run(async branch =>
    {
        await branch.Open();

        (await branch.Open()).Should().Be(new Result.Refused(AccountRefusal.AlreadyOpen, new StreamVersion(1)));
        (await branch.Withdraw(1)).Should().Be(new Result.Refused(AccountRefusal.InsufficientFunds, new StreamVersion(1)));
        branch.Store.Sent.Should().ContainSingle();
    });

    [Fact]
    public void What_is_so_already_stores_nothing() => Run(async branch =>
    {
        await branch.Open("Ada");

        (await branch.Handle(new AccountCommand.Rename("Ada"))).Should().Be(new Result.Unchanged(new AccountState("Ada", 0), new StreamVersion(1)));
        branch.Store.Sent.Should().ContainSingle();
    });

    [Fact]
    public void A_precondition_is_asked_with_state_and_version_before_the_rules() => Run(async branch =>
    {
        await branch.Open();

        (await branch.Handle(new AccountCommand.Close(), precondition: (_, version) => version.Value == 2))
            .Should().Be(new Result.PreconditionFailed(new StreamVersion(1)));
        (await branch.Handle(new AccountCommand.Close(), precondition: (state, version) => state.Owner == "Ada" && version.Value == 1))
            .Should().Be(Ok(null, 0, 2));
    });

    [Fact]
    public void A_command_that_loses_a_race_is_decided_again_on_the_new_state() => Run(async branch =>
    {
        var other = new AccountBranch(branch.Time, branch.Store);
        await branch.Open();
        await branch.Deposit(10);
        branch.Store.OnAppend = async (_, append) =>
        {
            branch.Store.OnAppend = (_, next) => next();
            await other.Withdraw(10);
            return await append();
        };

        (await branch.Withdraw(10)).Should().Be(new Result.Refused(AccountRefusal.InsufficientFunds, new StreamVersion(3)));
    });

    [Fact]
    public void A_precondition_is_asked_again_after_a_lost_race() => Run(async branch =>
    {
        var other = new AccountBranch(branch.Time, branch.Store);
        await branch.Open();
        branch.Store.OnAppend = async (_, append) =>
        {
            branch.Store.OnAppend = (_, next) => next();
            await other.Deposit(1);
            return await append();
        };

        (await branch.Handle(new AccountCommand.Rename("Grace"), precondition: (_, version) => version.Value == 1))
            .Should().Be(new Result.PreconditionFailed(new StreamVersion(2)));
    });

    [Fact]
    public void A_clock_that_goes_back_does_not_take_the_stream_with_it() => Run(async branch =>
    {
        var past = new Microsoft.Extensions.Time.Testing.FakeTimeProvider(branch.Time.GetUtcNow().AddHours(-1));
        await branch.Open();
        var other = new AccountBranch(past, branch.Store);
        await other.Deposit(1);

        (await branch.Stream()).Select(e => e.At).Distinct().Should().ContainSingle();
    });

    [Fact]
    public void Overload_is_passed_on_when_nothing_can_have_been_stored() => Run(async branch =>
    {
        branch.Store.OnAppend = (_, _) => throw new OverloadedException("The test");

        await branch.Awaiting(b => b.Open()).Should().ThrowAsync<OverloadedException>();
        branch.Store.Sent.Should().ContainSingle();
    });

    [Fact]
    public void Overload_of_the_reads_is_passed_on_at_once() => Run(async branch =>
    {
        var reads = 0;
        branch.Store.OnRead = () => ++reads > 0 ? throw new OverloadedException("The test") : default;

        await branch.Awaiting(b => b.Open()).Should().ThrowAsync<OverloadedException>();
        reads.Should().Be(1);
    });

    [Fact]
    public void A_caller_who_leaves_gets_its_own_cancellation() => Run(async branch =>
    {
        using var leave = new CancellationTokenSource(TimeSpan.FromMilliseconds(10), branch.Time);
        branch.AppendTakes(100);

        await branch.Awaiting(b => b.Handle(new AccountCommand.Open("Ada"), cancel: leave.Token)).Should().ThrowAsync<OperationCanceledException>();
        await branch.Wait(200);
        (await branch.Stream()).Should().ContainSingle("the append was on its way");
    });

    [Fact]
    public void A_stream_with_a_gap_is_not_decided_on() => Run(async branch =>
    {
        await branch.Open();
        branch.Store.OnRead = () => throw Corrupt();

        await branch.Awaiting(b => b.Deposit(1)).Should().ThrowAsync<StreamCorruptException>();
    });

    [Fact]
    public void A_basis_that_a_crash_has_taken_away_is_loaded_again() => Run(async branch =>
    {
        await branch.Open();
        var answers = new Queue<bool>([false, true]);
        branch.Store.OnConfirm = _ => new(answers.Dequeue());

        (await branch.Deposit(3)).Should().Be(Ok("Ada", 3, 2));
        branch.Store.Loads.Should().Be(3);
    });

    private static StreamCorruptException Corrupt() => new(Account, new StreamVersion(1));
}
