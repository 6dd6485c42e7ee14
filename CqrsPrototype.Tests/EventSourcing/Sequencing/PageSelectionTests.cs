using CqrsPrototype.EventSourcing.Log;
using CqrsPrototype.EventSourcing.Log.Sequencing;
using CqrsPrototype.EventSourcing.Streams;

namespace CqrsPrototype.Tests.EventSourcing.Sequencing;

public sealed class PageSelectionTests
{
    private static readonly StreamId A = StreamId.Of("s", "a");
    private static readonly StreamId B = StreamId.Of("s", "b");

    [Fact]
    public void A_commit_whose_predecessor_was_not_seen_and_is_not_placed_waits() =>
        Choose([Pending(A, 2, 1)]).Should().BeEmpty();

    [Fact]
    public void A_commit_whose_predecessor_is_placed_is_taken_with_those_behind_it() =>
        Choose([Pending(A, 2, 1), Pending(A, 3, 2), Pending(A, 5, 4)], placed: Of(A, 1)).Select(e => e.Slot).Should().Equal(Of(A, 2), Of(A, 3));

    [Fact]
    public void A_commit_of_the_last_page_is_never_taken_again() =>
        Choose([Pending(A, 1, 0), Pending(B, 1, 0)], new LogPage(default, [new PageEntry(Of(A, 1), 1)])).Select(e => e.Slot).Should().Equal(Of(B, 1));

    [Fact]
    public void A_commit_that_the_scan_gave_twice_is_taken_once() =>
        Choose([Pending(A, 1, 0), Pending(A, 1, 0)]).Should().ContainSingle();

    [Fact]
    public void A_predecessor_that_was_seen_after_its_successor_does_not_go_behind_it() =>
        Choose([Pending(A, 2, 1), Pending(A, 1, 0)], placed: Of(A, 1)).Select(e => e.Slot).Should().Equal(Of(A, 2));

    [Fact]
    public void Nothing_is_taken_once_the_page_has_ten_thousand_events() =>
        Choose(Enumerable.Range(0, 200).Select(i => new PendingCommit(Of(StreamId.Of("s", $"{i}"), 1), 100, StreamVersion.None)))
            .Sum(e => e.Count).Should().Be(LogPage.MaxEvents);

    [Fact]
    public void Only_predecessors_that_cannot_stand_in_the_page_are_asked_for() =>
        PageSelection.Questions([Pending(A, 2, 1), Pending(A, 3, 2), Pending(B, 1, 0), Pending(B, 2, 1)], _ => false).Should().Equal(Of(A, 1));

    [Fact]
    public void A_page_that_does_not_begin_where_the_log_ends_is_refused()
    {
        var last = new LogPage(default, [new PageEntry(Of(A, 1), 2)]);

        var check = () => PageSelection.Check(new LogPage(new GlobalPosition(3), [new PageEntry(Of(B, 1), 1)]), last);

        check.Should().Throw<LogCorruptException>().Which.Page.Should().Be(new GlobalPosition(3));
    }

    [Fact]
    public void A_page_whose_stream_does_not_join_up_is_refused()
    {
        var check = () => PageSelection.Check(new LogPage(default, [new PageEntry(Of(A, 1), 2), new PageEntry(Of(A, 2), 1)]), null);

        check.Should().Throw<LogCorruptException>();
    }

    [Fact]
    public void The_last_page_is_ready_only_when_sealed_and_another_when_its_next_is_there()
    {
        var first = new LogPage(default, [new PageEntry(Of(A, 1), 1)]);
        var second = new LogPage(first.Next, [new PageEntry(Of(B, 1), 1)]);

        ReadyPages.From(default, [first]).Should().BeEmpty();
        ReadyPages.From(default, [first, second]).Should().Equal(first);
        ReadyPages.From(default, [first, second with { IsSealed = true }]).Should().HaveCount(2);
        ReadyPages.From(default, [second]).Should().BeEmpty();
    }

    private static Slot Of(StreamId stream, long version) => new(stream, new StreamVersion(version));

    private static PendingCommit Pending(StreamId stream, long version, long predecessor) =>
        new(Of(stream, version), 1, new StreamVersion(predecessor));

    private static IReadOnlyList<PageEntry> Choose(IEnumerable<PendingCommit> scanned, LogPage? last = null, Slot? placed = null) =>
        PageSelection.Choose(scanned, last, slot => slot == placed);
}
