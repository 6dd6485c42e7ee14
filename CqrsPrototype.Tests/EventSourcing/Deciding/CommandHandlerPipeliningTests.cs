using CqrsPrototype.EventSourcing.Streams;
using CqrsPrototype.Tests.SecondAggregate;
using static CqrsPrototype.Tests.EventSourcing.Deciding.AccountBranch;
using Result = CqrsPrototype.EventSourcing.Deciding.CommandResult<
    CqrsPrototype.Tests.SecondAggregate.AccountState, CqrsPrototype.Tests.SecondAggregate.AccountRefusal>;

namespace CqrsPrototype.Tests.EventSourcing.Deciding;

/// <summary>Many commands on one stream: they share the way to the disk, and what they build on is true in the end.</summary>
public sealed class CommandHandlerPipeliningTests
{
    [Fact]
    public void Commands_on_a_busy_stream_do_not_wait_for_each_others_disk() => Run(async branch =>
    {
        await branch.Open();
        branch.AppendTakes(10);
        var begin = branch.Time.GetTimestamp();

        var answers = await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => branch.Deposit(1)));

        branch.Time.GetElapsedTime(begin).Should().Be(TimeSpan.FromMilliseconds(10));
        answers.Should().Equal(Enumerable.Range(1, 50).Select(i => Ok("Ada", i, i + 1)));
        branch.Store.Loads.Should().Be(2, "one for the opening, one for all deposits");
    });

    [Fact]
    public void A_refusal_that_rests_on_an_append_is_given_only_when_that_is_durable() => Run(async branch =>
    {
        branch.AppendTakes(10);
        var opening = branch.Open();
        var refused = branch.Open();
        await branch.Wait(5);

        refused.IsCompleted.Should().BeFalse();
        (await opening).Should().Be(Ok("Ada", 0, 1));
        (await refused).Should().Be(new Result.Refused(AccountRefusal.AlreadyOpen, new StreamVersion(1)));
    });

    [Fact]
    public void A_refusal_does_not_rest_on_an_append_that_another_process_may_have_gone_on_behind() => Run(async branch =>
    {
        branch.Store.OnAppend = async (_, append) =>
        {
            branch.Store.OnAppend = (_, next) => next();
            var result = await append();
            await branch.Wait(10);
            return result;
        };
        var opening = branch.Open();
        await branch.Wait(1);
        await new AccountBranch(branch.Time, branch.Store).Handle(new AccountCommand.Close());

        (await branch.Open("Grace")).Should().Be(Ok("Grace", 0, 3), "the caller may know that the account was closed");
        (await opening).Should().Be(Ok("Ada", 0, 1));
    });

    [Fact]
    public void A_refusal_that_rests_on_an_append_that_failed_is_decided_again() => Run(async branch =>
    {
        branch.Store.OnAppend = async (_, _) =>
        {
            branch.Store.OnAppend = (_, append) => append();
            await branch.Wait(10);
            throw new OverloadedException("The test");
        };
        var first = branch.Open("Ada");
        var second = branch.Open("Grace");

        await FluentActions.Awaiting(() => first).Should().ThrowAsync<OverloadedException>();
        (await second).Should().Be(Ok("Grace", 0, 1));
    });

    [Fact]
    public void A_failed_append_makes_all_behind_it_decide_again() => Run(async branch =>
    {
        await branch.Open();
        branch.AppendTakes(10);
        var foreign = new AccountBranch(branch.Time, branch.Store).Deposit(100);
        var mine = new[] { branch.Deposit(1), branch.Withdraw(1), branch.Handle(new AccountCommand.Rename("Grace")) };

        (await foreign).Should().Be(Ok("Ada", 100, 2));
        (await Task.WhenAll(mine)).Should().AllBeOfType<Result.Accepted>();
        (await branch.Stream()).Select(e => e.Version.Value).Should().Equal(1, 2, 3, 4, 5);
    });

    /// <summary>
    /// The stream goes on with E. F was decided beside it and fails, and G, which was decided behind F, has the version that comes
    /// next: it must fail all the same.
    /// </summary>
    [Fact]
    public void What_was_decided_behind_a_failed_append_is_not_stored_behind_another_of_the_same_version() => Run(async branch =>
    {
        var other = new AccountBranch(branch.Time, branch.Store);
        await branch.Open();
        await branch.Deposit(10);
        branch.AppendTakes(10);

        var e = other.Withdraw(10);
        var f = branch.Deposit(5);
        var g = branch.Withdraw(15);
        await Task.WhenAll(e, f, g);

        (await e).Should().Be(Ok("Ada", 0, 3));
        (await branch.Events()).Aggregate(AccountState.None, (state, @event) => Accounts.Aggregate.Decider.Evolve(state, @event, default))
            .Balance.Should().BeGreaterThanOrEqualTo(0);
        (await g).Should().BeOfType<Result.Refused>().Which.Refusal.Should().Be(AccountRefusal.InsufficientFunds);
    });

    [Fact]
    public void Nobody_builds_on_what_has_failed_already() => Run(async branch =>
    {
        await branch.Open();
        var appends = 0;
        branch.Store.OnAppend = async (_, append) =>
        {
            var mine = ++appends;
            await branch.Wait(mine == 1 ? 1 : 10);
            return mine == 1 ? throw new EventStoreUnavailableException("The test") : await append();
        };
        var first = branch.Deposit(1);
        var second = branch.Deposit(2);
        await branch.Wait(2);
        var third = branch.Withdraw(3);

        (await third).Should().NotBeOfType<Result.Accepted>("neither deposit was there yet");
        branch.Store.Sent.Should().OnlyContain(c => c.BuildsOn == null || c.Events[0].Type != "account.withdrawn");
        await Task.WhenAll(first, second);
    });

    [Fact]
    public void A_failure_of_those_behind_does_not_stop_what_was_begun_anew() => Run(async branch =>
    {
        await branch.Open();
        var appends = 0;
        branch.Store.OnAppend = async (_, append) =>
        {
            var mine = ++appends;
            await branch.Wait(mine switch { 1 => 1, 2 => 5, _ => 20 });
            return mine == 1 ? throw new EventStoreUnavailableException("The test") : await append();
        };

        // The second is behind the first and fails at 5 ms; by then the others are under way behind a new load.
        await Task.WhenAll(branch.Deposit(1), branch.Deposit(2), Later(3), Later(6));

        branch.Store.Sent[^1].Last.Should().Be(new StreamVersion(5));
        (await branch.Events()).OfType<AccountEvent.Deposited>().Sum(e => e.Amount).Should().Be(1 + 2 + 3 + 6);

        async Task<Result> Later(int milliseconds)
        {
            await branch.Wait(milliseconds);
            return await branch.Deposit(milliseconds);
        }
    });
}
