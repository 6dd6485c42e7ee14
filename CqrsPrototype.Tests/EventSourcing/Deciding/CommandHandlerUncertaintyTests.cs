using CqrsPrototype.EventSourcing.Streams;
using CqrsPrototype.Tests.SecondAggregate;
using static CqrsPrototype.Tests.EventSourcing.Deciding.AccountBranch;

namespace CqrsPrototype.Tests.EventSourcing.Deciding;

/// <summary>Appends whose outcome is unknown: a reported failure is no failure.</summary>
public sealed class CommandHandlerUncertaintyTests
{
    [Fact]
    public void A_commit_whose_answer_was_lost_is_found_again() => Run(async branch =>
    {
        branch.Store.OnAppend = async (commit, append) =>
        {
            branch.Store.OnAppend = (_, next) => next();
            await append();
            throw new EventStoreUnavailableException("The test");
        };

        (await branch.Open()).Should().Be(Ok("Ada", 0, 1), "and not refused as opened already");
        (await branch.Stream()).Should().ContainSingle();
    });

    [Fact]
    public void It_is_found_again_behind_later_commits_of_others() => Run(async branch =>
    {
        var other = new AccountBranch(branch.Time, branch.Store);
        await branch.Open();
        branch.Store.OnAppend = async (commit, append) =>
        {
            branch.Store.OnAppend = (_, next) => next();
            await append();
            await other.Deposit(1);
            throw new EventStoreUnavailableException("The test");
        };

        (await branch.Handle(new AccountCommand.Deposit(5, 5))).Should().Be(Ok("Ada", 10, 3));
    });

    [Fact]
    public void A_store_that_throws_at_once_is_read_back_like_any_other() => Run(async branch =>
    {
        branch.Store.OnAppend = (commit, append) =>
        {
            branch.Store.OnAppend = (_, next) => next();
            _ = append().AsTask();
            throw new EventStoreUnavailableException("The test");
        };

        (await branch.Open()).Should().Be(Ok("Ada", 0, 1));
    });

    [Theory]
    [InlineData(0.5)]
    [InlineData(1.7)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    [InlineData(30)]
    public void An_append_that_comes_late_has_its_effect_once_whenever_it_comes(double late) => Run(async branch =>
    {
        // Reads take a while too, so that it may come before, between and after the reads of the next attempt.
        await branch.Open();
        await branch.Deposit(10);
        branch.Store.OnRead = () => new(branch.Wait(1));
        branch.Store.OnAppend = async (commit, append) =>
        {
            branch.Store.OnAppend = (_, next) => next();
            _ = AppendLate();
            await branch.Wait(0.1);
            throw new EventStoreUnavailableException("The test");

            async Task AppendLate()
            {
                await branch.Wait(late);
                await append();
            }
        };

        (await branch.Withdraw(6)).Should().Be(Ok("Ada", 4, 3));
        await branch.Wait(100);
        (await branch.Stream()).Should().HaveCount(3);
    });

    [Fact]
    public void An_append_behind_another_that_comes_late_does_not_follow_its_own_repetition() => Run(async branch =>
    {
        // Both fail; the first never comes, the second comes after its own next attempt has the version before.
        await branch.Open();
        var appends = 0;
        branch.Store.OnAppend = async (commit, append) =>
        {
            var mine = ++appends;
            await branch.Wait(1);
            if (mine == 2)
            {
                _ = AppendLate();
            }

            return mine <= 2 ? throw new EventStoreUnavailableException("The test") : await append();

            async Task AppendLate()
            {
                await branch.Wait(50);
                await append();
            }
        };
        using var gone = new CancellationTokenSource(TimeSpan.FromMilliseconds(0.5), branch.Time);
        var first = branch.Handle(new AccountCommand.Deposit(1), cancel: gone.Token);
        var second = branch.Deposit(2);

        (await second).Should().Be(Ok("Ada", 2, 2));
        await FluentActions.Awaiting(() => first).Should().ThrowAsync<OperationCanceledException>();
        await branch.Wait(100);
        (await branch.Events()).Should().Equal(new AccountEvent.Opened("Ada", "EUR"), new AccountEvent.Deposited(2));
    });

    [Fact]
    public void A_refusal_waits_while_an_earlier_attempt_could_still_be_stored() => Run(
        async branch =>
        {
            // The withdrawal was sent behind a deposit; both are unheard of, and both come later, after the refusal would be given.
            await branch.Open();
            var appends = 0;
            branch.Store.OnAppend = async (commit, append) =>
            {
                var mine = ++appends;
                await branch.Wait(1);
                if (mine > 2)
                {
                    return await append();
                }

                _ = AppendLate();
                throw new EventStoreUnavailableException("The test");

                async Task AppendLate()
                {
                    await branch.Wait(100);
                    await append();
                }
            };
            using var gone = new CancellationTokenSource(TimeSpan.FromMilliseconds(0.5), branch.Time);
            var deposit = branch.Handle(new AccountCommand.Deposit(5), cancel: gone.Token);
            var withdrawal = branch.Withdraw(5);

            await FluentActions.Awaiting(() => deposit).Should().ThrowAsync<OperationCanceledException>();
            (await withdrawal).Should().Be(Ok("Ada", 0, 3));
        });

    [Fact]
    public void Overload_after_an_unknown_outcome_does_not_say_that_nothing_was_stored() => Run(
        async branch =>
        {
            branch.Store.OnAppend = async (commit, append) =>
            {
                branch.Store.OnAppend = (_, _) => throw new OverloadedException("The test");
                _ = Late(append);
                await branch.Wait(1);
                throw new EventStoreUnavailableException("The test");
            };

            (await branch.Open()).Should().Be(Ok("Ada", 0, 1));

            async Task Late(Func<ValueTask<AppendResult>> append)
            {
                await branch.Wait(200);
                await append();
            }
        });

    [Fact]
    public void A_command_that_is_not_done_in_time_has_an_unknown_outcome() => Run(
        async branch =>
        {
            branch.Store.OnAppend = (_, _) => throw new EventStoreUnavailableException("The disk is full.");
            var begin = branch.Time.GetTimestamp();

            var thrown = await branch.Awaiting(b => b.Open()).Should().ThrowAsync<EventStoreUnavailableException>();

            branch.Time.GetElapsedTime(begin).Should().Be(TimeSpan.FromSeconds(3));
            thrown.Which.Message.Should().Contain("not done within 3 s").And.Contain("idempotency key");
            thrown.Which.InnerException!.Message.Should().Be("The disk is full.");
            branch.Store.Sent.Should().HaveCountLessThan(20, "the attempts come ever more slowly");
        },
        timeout: TimeSpan.FromSeconds(3));

    [Fact]
    public void A_store_that_never_answers_is_not_waited_for_beyond_the_time() => Run(async branch =>
    {
        branch.Store.OnAppend = (_, _) => new(new TaskCompletionSource<AppendResult>().Task);
        var begin = branch.Time.GetTimestamp();

        await branch.Awaiting(b => b.Open()).Should().ThrowAsync<EventStoreUnavailableException>();

        branch.Time.GetElapsedTime(begin).Should().Be(TimeSpan.FromSeconds(10));
    });

    [Fact]
    public void All_attempts_of_a_command_have_one_commit_id_but_events_of_their_own() => Run(async branch =>
    {
        branch.Store.OnAppend = (_, _) =>
        {
            branch.Store.OnAppend = (_, next) => next();
            throw new EventStoreUnavailableException("The test");
        };

        await branch.Open();

        branch.Store.Sent.Should().HaveCount(2);
        branch.Store.Sent.Select(c => c.Id).Distinct().Should().ContainSingle();
        branch.Store.Sent.SelectMany(c => c.Events).Select(e => e.Id).Distinct().Should().HaveCount(2);
    });
}
