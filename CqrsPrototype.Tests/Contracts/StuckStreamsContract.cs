using CqrsPrototype.EventSourcing.Projections;
using CqrsPrototype.EventSourcing.Streams;
using CqrsPrototype.Tests.Support;

namespace CqrsPrototype.Tests.Contracts;

/// <summary>What every list of stuck streams promises.</summary>
public abstract class StuckStreamsContract : StoreContract
{
    private static readonly ViewName Things = new("things", 1);
    private static readonly ViewName Tenth = new("things", 10);

    [Fact]
    public async Task A_stream_that_was_reported_is_listed_until_it_is_resolved()
    {
        var entry = Entry(Things);
        await Stores.Stuck.ReportAsync(entry, Cancel);

        (await Stores.Stuck.ListAsync(Things, null, 10, Cancel)).Should().Equal(entry);
        (await Stores.Stuck.FindAsync(Things, entry.Stream, Cancel)).Should().Be(entry);
        await Stores.Stuck.ResolveAsync(Things, entry.Stream, entry.Version, Cancel);
        (await Stores.Stuck.ListAsync(Things, null, 10, Cancel)).Should().BeEmpty();
        (await Stores.Stuck.FindAsync(Things, entry.Stream, Cancel)).Should().BeNull();
    }

    [Fact]
    public async Task A_stream_that_is_reported_again_counts_its_attempts()
    {
        var entry = Entry(Things);
        await Stores.Stuck.ReportAsync(entry, Cancel);
        await Stores.Stuck.ReportAsync(entry with { Version = new StreamVersion(5), Error = "another" }, Cancel);

        (await Stores.Stuck.ListAsync(Things, null, 10, Cancel)).Should().Equal(
            entry with { Version = new StreamVersion(5), Error = "another", Attempts = 2 });
    }

    [Fact]
    public async Task Each_view_has_a_list_and_a_count_of_its_own()
    {
        var stream = Some.Stream();
        await Stores.Stuck.ReportAsync(Entry(Things) with { Stream = stream }, Cancel);
        await Stores.Stuck.ReportAsync(Entry(Things), Cancel);
        await Stores.Stuck.ReportAsync(Entry(Tenth), Cancel);

        (await Stores.Stuck.ListAsync(Things, null, 10, Cancel)).Should().HaveCount(2).And.OnlyContain(e => e.View == Things);
        (await Stores.Stuck.CountAsync(Things, Cancel)).Should().Be(2);
        (await Stores.Stuck.CountAsync(Tenth, Cancel)).Should().Be(1);
        (await Stores.Stuck.FindAsync(Tenth, stream, Cancel)).Should().BeNull();
    }

    [Fact]
    public async Task Lists_go_on_behind_a_stream_in_the_order_of_the_names_and_are_bounded()
    {
        foreach (var name in new[] { "b", "A", "c", "a" })
        {
            await Stores.Stuck.ReportAsync(Entry(Things) with { Stream = StreamId.Of("thing", name) }, Cancel);
        }

        (await Stores.Stuck.ListAsync(Things, null, 2, Cancel)).Select(e => e.Stream.Value).Should().Equal("thing-A", "thing-a");
        (await Stores.Stuck.ListAsync(Things, StreamId.Of("thing", "a"), 10, Cancel)).Select(e => e.Stream.Value).Should().Equal("thing-b", "thing-c");
    }

    [Fact]
    public async Task To_resolve_what_is_not_on_the_list_changes_nothing()
    {
        var entry = Entry(Things);
        await Stores.Stuck.ReportAsync(entry, Cancel);

        await Stores.Stuck.ResolveAsync(Things, Some.Stream(), entry.Version, Cancel);

        (await Stores.Stuck.ListAsync(Things, null, 10, Cancel)).Should().Equal(entry);
    }

    [Fact]
    public async Task A_stream_that_has_got_stuck_again_further_on_stays_on_the_list()
    {
        var entry = Entry(Things);
        await Stores.Stuck.ReportAsync(entry, Cancel);

        await Stores.Stuck.ResolveAsync(Things, entry.Stream, new StreamVersion(entry.Version.Value - 1), Cancel);

        (await Stores.Stuck.ListAsync(Things, null, 10, Cancel)).Should().Equal(entry);
    }

    [Fact]
    public async Task An_entry_that_was_read_is_withdrawn_unless_it_was_reported_again_since()
    {
        var (entry, again) = (Entry(Things), Entry(Things));
        foreach (var reported in new[] { entry, again, again })
        {
            await Stores.Stuck.ReportAsync(reported, Cancel);
        }

        await Stores.Stuck.WithdrawAsync(again, Cancel);
        await Stores.Stuck.WithdrawAsync(entry, Cancel);

        (await Stores.Stuck.ListAsync(Things, null, 10, Cancel)).Should().Equal(again with { Attempts = 2 });
    }

    private static StuckStream Entry(ViewName view) =>
        new(view, Some.Stream(), new StreamVersion(3), "thing.happened", "It went wrong.", Some.Time, 1);
}
