using CqrsPrototype.EventSourcing.Log;
using CqrsPrototype.EventSourcing.Log.Sequencing;
using CqrsPrototype.EventSourcing.Streams;
using CqrsPrototype.Tests.Simulation.Faults;

namespace CqrsPrototype.Tests.EventSourcing.Sequencing;

/// <summary>Interleavings 1 to 6 of the protocol, those of sequencers, each forced.</summary>
public sealed class ForcedSequencerInterleavingTests
{
    private static readonly StreamId A = StreamId.Of("s", "a");
    private static readonly StreamId B = StreamId.Of("s", "b");

    private readonly SequencedStore _store = new();
    private readonly ScriptedSteps _steps;
    private readonly Sequencer _sequencer;
    private readonly Sequencer _other;

    public ForcedSequencerInterleavingTests()
    {
        _steps = new ScriptedSteps(_store);
        _sequencer = new Sequencer(_steps);
        _other = new Sequencer(new ScriptedSteps(_store));
    }

    [Fact]
    public async Task One_that_slept_before_its_insert_while_two_pages_were_added_takes_nothing_twice()
    {
        Append(A, 1);
        _steps.At("insert page", () =>
        {
            Pass(_other);
            Append(B, 1);
            Pass(_other);
            return Fault.None;
        });

        (await _sequencer.PassAsync(CancellationToken.None)).Should().Be(0);

        Delivered().Should().Equal((A, 1), (B, 1));
    }

    [Fact]
    public async Task One_that_is_killed_behind_its_insert_has_its_page_finished_by_the_next_pass_without_an_append()
    {
        Append(A, 1);
        _steps.At("insert page", () => Fault.After);
        await FailAsync();
        Delivered().Should().BeEmpty("nobody knows whether the page is durable");

        Pass(_other);

        Delivered().Should().Equal((A, 1));
    }

    [Fact]
    public async Task One_that_is_killed_in_the_middle_of_marking_has_the_rest_marked_by_the_next_pass()
    {
        Append(A, 1);
        Append(A, 2);
        Append(B, 1);
        _steps.At("mark", () => Fault.None).At("mark", () => Fault.Before);
        await FailAsync();
        _store.Commits.Values.Count(c => c.Page is null).Should().Be(2);

        Pass(_other);

        Delivered().Should().Equal((A, 1), (A, 2), (B, 1));
    }

    [Fact]
    public async Task A_scan_that_sees_the_second_commit_without_the_first_makes_a_page_without_it()
    {
        Append(A, 1);
        Append(A, 2);
        Append(B, 1);
        _steps.Sees(false, true, true);

        (await _sequencer.PassAsync(CancellationToken.None)).Should().Be(1);
        Pass(_sequencer);

        Delivered().Should().Equal((B, 1), (A, 1), (A, 2));
    }

    [Theory]
    [InlineData("confirm page")]
    [InlineData("insert page")]
    public async Task A_commit_that_a_crash_has_taken_after_the_scan_and_whose_slot_a_longer_one_has_makes_no_wrong_page(string step)
    {
        Append(B, 1);
        _store.Flush();
        Append(A, 1);
        _steps.At(step, () =>
        {
            _store.Crash();
            _store.Append(A, 1, 2, 0);
            return Fault.None;
        });
        await _sequencer.PassAsync(CancellationToken.None);

        await _sequencer.PassAsync(CancellationToken.None);

        Delivered().Should().Equal((A, 1), (B, 1));
        _store.Pages.Values.SelectMany(p => p.Entries).Should().OnlyContain(e => _store.Commits[e.Slot].Count == e.Count);
    }

    [Fact]
    public async Task A_commit_that_a_crash_has_taken_after_the_scan_is_in_no_page()
    {
        Append(B, 1);
        _store.Flush();
        Append(A, 1);
        _steps.At("confirm page", () =>
        {
            _store.Crash();
            return Fault.None;
        });

        (await _sequencer.PassAsync(CancellationToken.None)).Should().Be(0);
        Pass(_sequencer);

        Delivered().Should().Equal((B, 1));
    }

    [Fact]
    public async Task A_last_page_that_a_crash_has_taken_is_not_finished_in_place_of_the_one_that_has_its_start()
    {
        Append(A, 1);
        Append(B, 1);
        _store.Flush();
        _steps.At("insert page", () => Fault.After);
        await FailAsync();
        _steps.At("touch", () =>
        {
            _store.Crash();
            Pass(new Sequencer(new ScriptedSteps(_store).Sees(true, false)));
            return Fault.None;
        });

        (await _sequencer.PassAsync(CancellationToken.None)).Should().Be(0);
        Pass(_sequencer);

        Delivered().Should().Equal((A, 1), (B, 1));
    }

    [Fact]
    public async Task A_page_whose_commit_is_gone_all_the_same_gets_a_void_in_its_place_and_the_others_go_on()
    {
        Append(B, 1);
        Append(A, 1);
        _steps.At("insert page", () =>
        {
            _store.Commits.Remove(new Slot(A, new StreamVersion(1)));
            return Fault.None;
        });

        (await _sequencer.PassAsync(CancellationToken.None)).Should().Be(2);

        Delivered().Should().Equal((A, 1), (B, 1));
        _store.Commits[new Slot(A, new StreamVersion(1))].IsVoid.Should().BeTrue();
    }

    [Fact]
    public async Task A_page_whose_seal_is_lost_again_and_again_is_delivered_once_another_follows()
    {
        Append(A, 1);
        _steps.At("seal", () => Fault.Before);
        await _sequencer.PassAsync(CancellationToken.None);
        Delivered().Should().BeEmpty();
        Append(B, 1);
        _steps.At("seal", () => Fault.Before);

        await _sequencer.PassAsync(CancellationToken.None);

        _store.Pages.Values.Select(p => p.IsSealed).Should().Equal(false, true);
        Delivered().Should().Equal((A, 1), (B, 1));
    }

    private void Append(StreamId stream, long version) => _store.Append(stream, version, 1, version - 1);

    private static void Pass(Sequencer sequencer) => sequencer.PassAsync(CancellationToken.None).AsTask().IsCompletedSuccessfully.Should().BeTrue();

    private async Task FailAsync() =>
        await FluentActions.Awaiting(() => _sequencer.PassAsync(CancellationToken.None).AsTask()).Should().ThrowAsync<EventStoreUnavailableException>();

    private IEnumerable<(StreamId Stream, long Version)> Delivered()
    {
        _steps.Left.Should().BeEmpty("what was to happen has happened");
        _store.CheckInvariants();
        return ReadyPages.From(GlobalPosition.Start, [.. _store.Pages.Values]).SelectMany(p => p.Entries).Select(e => (e.Slot.Stream, e.Slot.Version.Value));
    }
}
