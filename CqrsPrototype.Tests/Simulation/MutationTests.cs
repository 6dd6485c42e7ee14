using CqrsPrototype.Tests.Contracts;
using CqrsPrototype.Tests.Simulation.Mutations;

namespace CqrsPrototype.Tests.Simulation;

/// <summary>The simulation is worth something only if it can fail: each of these mistakes is found within so many seeds, by the rule that it breaks.</summary>
public sealed class MutationTests
{
    private const int Enough = 1000;

    [Fact]
    public void A_store_that_forgets_the_version_check_is_found() => IsFound(
        "A commit is what its command makes of the state before it", Deployment.Embedded, new StoreMutation<BrokenStore.ForgetsTheVersionCheck>());

    [Fact]
    public void A_store_that_forgets_what_a_commit_builds_on_is_found() => IsFound(
        "A commit is what its command makes of the state before it", Deployment.Embedded, new StoreMutation<BrokenStore.ForgetsWhatItBuildsOn>());

    [Fact]
    public void A_store_that_loses_the_key_is_found() =>
        IsFound("A commit has its key", Deployment.Embedded, new StoreMutation<BrokenStore.LosesTheKey>());

    [Fact]
    public void A_store_that_does_not_know_a_commit_again_is_found() =>
        IsFound("A command has its effect once", Deployment.Embedded, new StoreMutation<BrokenStore.ForgetsTheCommitId>());

    [Fact]
    public void A_store_that_acknowledges_only_is_found() =>
        IsFound("An answer is true", Deployment.Distributed, new StoreMutation<BrokenStore.AcknowledgesOnly>());

    [Fact]
    public void A_store_that_forgets_the_last_version_wanted_is_found() =>
        IsFound("An answer is true", Deployment.Embedded, new StoreMutation<BrokenStore.ForgetsTheLastVersionWanted>());

    [Fact]
    public void A_store_that_reads_what_is_old_is_found() =>
        IsFound("An answer is true", Deployment.Distributed, new StoreMutation<BrokenStore.ReadsWhatIsOld>());

    [Fact]
    public void A_store_that_takes_what_is_visible_for_durable_is_found() =>
        IsFound("An answer is true", Deployment.Distributed, new StoreMutation<BrokenStore.TrustsWhatIsVisible>());

    [Fact]
    public void Views_that_forget_the_version_are_found() => IsFound("A view never goes back", Deployment.Embedded, new ViewsForgetTheVersion());

    [Fact]
    public void A_projector_that_acknowledges_before_it_saves_is_found() =>
        IsFound("Nothing is acknowledged before its effect", Deployment.Distributed, new AcknowledgesBeforeSaving());

    [Fact]
    public void A_relay_that_moves_its_checkpoint_before_the_broker_confirms_is_found() =>
        IsFound("A checkpoint is never ahead of its effects", Deployment.Distributed, RelayMutation.DoesNotWait);

    [Fact]
    public void A_relay_that_skips_what_fails_is_found() =>
        IsFound("A checkpoint is never ahead of its effects", Deployment.Distributed, RelayMutation.Skips);

    [Fact]
    public void A_relay_that_reorders_is_found() => IsFound("A stream is published in order", Deployment.Distributed, RelayMutation.Reverses);

    [Fact]
    public void A_sequencer_without_the_chain_rule_is_found() => IsFound(
        "The pages are one right log", Deployment.Distributed, new SequencerMutation.TrustsTheScan());

    [Fact]
    public void A_sequencer_that_marks_before_it_inserts_is_found() => IsFound(
        "The pages are one right log", Deployment.Distributed, new SequencerMutation.MarksFirst());

    [Fact]
    public void A_sequencer_that_seals_before_it_marks_is_found() => IsFound(
        "The pages are one right log", Deployment.Distributed, new SequencerMutation.SealsFirst());

    [Fact]
    public void A_sequencer_that_ignores_another_page_is_found() => IsFound(
        "The pages are one right log", Deployment.Distributed, new SequencerMutation.IgnoresAnotherPage());

    [Fact]
    public void A_sequencer_that_takes_a_visible_page_for_durable_is_found() => IsFound(
        "The pages are one right log", Deployment.Distributed, new SequencerMutation.DoesNotTouch());

    private static void IsFound(string rule, Deployment deployment, Mutation mistake)
    {
        var found = Enumerable.Range(1, Enough).Select(seed => Broken(seed, deployment, mistake)).FirstOrDefault(broken => broken == rule);

        found.Should().NotBeNull($"one of {Enough} seeds breaks this rule");
    }

    private static string? Broken(int seed, Deployment deployment, Mutation mistake)
    {
        try
        {
            Seeds.Run(seed, deployment, mistake);
            return null;
        }
        catch (SimulationFailedException exception)
        {
            return (exception.InnerException as Violation)?.Rule;
        }
    }
}
