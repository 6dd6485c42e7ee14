using CqrsPrototype.EventSourcing.Streams;
using CqrsPrototype.Tests.SecondAggregate;
using static CqrsPrototype.Tests.EventSourcing.Deciding.AccountBranch;
using Result = CqrsPrototype.EventSourcing.Deciding.CommandResult<
    CqrsPrototype.Tests.SecondAggregate.AccountState, CqrsPrototype.Tests.SecondAggregate.AccountRefusal>;

namespace CqrsPrototype.Tests.EventSourcing.Deciding;

/// <summary>Commands under an idempotency key.</summary>
public sealed class CommandHandlerKeyTests
{
    private static readonly IdempotencyKey Key = new("caller:1", "deposit 5");

    [Fact]
    public void A_repeated_key_has_its_effect_once_and_the_same_answer_however_far_the_stream_went_on() => Run(async branch =>
    {
        await branch.Open();
        var first = await branch.Deposit(5, Key);
        await branch.Handle(new AccountCommand.Close());

        (await branch.Deposit(5, Key)).Should().Be(Ok("Ada", 5, 2, replayed: true));
        first.Should().Be(Ok("Ada", 5, 2));
        (await branch.Stream()).Should().HaveCount(4);
    });

    [Fact]
    public void A_key_is_looked_up_before_a_refusal_is_given() => Run(async branch =>
    {
        await branch.Open("Ada", Key);

        (await branch.Open("Ada", Key)).Should().Be(Ok("Ada", 0, 1, replayed: true));
    });

    [Fact]
    public void A_key_is_looked_up_before_a_failed_precondition_is_told() => Run(async branch =>
    {
        await branch.Open();
        await branch.Handle(new AccountCommand.Deposit(5), Key, (_, version) => version.Value == 1);

        (await branch.Handle(new AccountCommand.Deposit(5), Key, (_, version) => version.Value == 1)).Should().Be(Ok("Ada", 5, 2, replayed: true));
    });

    [Fact]
    public void Another_request_under_the_same_key_is_refused_whether_or_not_it_would_make_events() => Run(async branch =>
    {
        await branch.Open();
        await branch.Deposit(5, Key);
        var other = Key with { Fingerprint = "something else" };

        (await branch.Deposit(6, other)).Should().Be(new Result.KeyReused());
        (await branch.Open("Ada", other)).Should().Be(new Result.KeyReused());
        (await branch.Stream()).Should().HaveCount(2);
    });

    [Fact]
    public void A_key_is_called_reused_only_when_what_holds_it_cannot_be_lost() => Run(async branch =>
    {
        await branch.Open();
        await branch.Deposit(5, Key);
        // Of each attempt, the end of the stream and what holds the key.
        var answers = new Queue<bool>([true, false, true, true]);
        branch.Store.OnConfirm = _ => new(answers.Dequeue());

        (await branch.Deposit(6, Key with { Fingerprint = "something else" })).Should().Be(new Result.KeyReused());

        answers.Should().BeEmpty();
    });

    [Fact]
    public void Refusals_and_commands_that_change_nothing_are_not_remembered() => Run(async branch =>
    {
        (await branch.Deposit(5, Key)).Should().Be(new Result.Refused(AccountRefusal.NotOpen, StreamVersion.None));
        await branch.Open();

        (await branch.Deposit(5, Key)).Should().Be(Ok("Ada", 5, 2));
    });

    [Fact]
    public void Many_at_once_under_one_key_have_one_effect_and_one_answer() => Run(async branch =>
    {
        await branch.Open();
        branch.AppendTakes(10);

        var answers = await Task.WhenAll(Enumerable.Range(0, 32).Select(_ => branch.Deposit(5, Key)));

        answers.Should().BeSubsetOf([Ok("Ada", 5, 2), Ok("Ada", 5, 2, replayed: true)]);
        answers.Should().ContainSingle(a => a == Ok("Ada", 5, 2, false), "one of them is the first");
        (await branch.Stream()).Should().HaveCount(2);
    });

    [Fact]
    public void Those_behind_a_repeated_key_on_a_busy_stream_decide_again() => Run(async branch =>
    {
        await branch.Open();
        await branch.Deposit(5, Key);
        branch.AppendTakes(10);

        var answers = await Task.WhenAll(branch.Deposit(5, Key), branch.Withdraw(10));

        answers.Should().Equal(
            Ok("Ada", 5, 2, replayed: true), new Result.Refused(AccountRefusal.InsufficientFunds, new StreamVersion(2)));
        branch.Store.Sent.Should().HaveCount(4, "the withdrawal was first sent behind a deposit that never happened");
    });
}
