using CqrsPrototype.EventSourcing.Projections;
using CqrsPrototype.EventSourcing.Streams;
using CqrsPrototype.Tests.Support;

namespace CqrsPrototype.Tests.Contracts;

/// <summary>What every list of stuck streams promises.</summary>
public abstract class StuckStreamsContract : StoreContract
{
    private static readonly ViewName Things = new("things", 1);
    private static readonly ViewName Others = new("others", 2);

    [Fact]
    public async Task A_stream_that_was_reported_is_listed_until_it_is_resolved()
    {
        var entry = Entry(Things);
        await Stores.Stuck.ReportAsync(entry, Cancel);

        (await Stores.Stuck.ListAsync(null, 10, Cancel)).Should().Equal(entry);
        await Stores.Stuck.ResolveAsync(Things, entry.Stream, Cancel);
        (await Stores.Stuck.ListAsync(null, 10, Cancel)).Should().BeEmpty();
    }

    [Fact]
    public async Task A_stream_that_is_reported_again_counts_its_attempts()
    {
        var entry = Entry(Things);
        await Stores.Stuck.ReportAsync(entry, Cancel);
        await Stores.Stuck.ReportAsync(entry with { Version = new StreamVersion(5), Error = "another" }, Cancel);

        (await Stores.Stuck.ListAsync(Things, 10, Cancel)).Should().Equal(
            entry with { Version = new StreamVersion(5), Error = "another", Attempts = 2 });
    }

    [Fact]
    public async Task Lists_are_by_view_and_bounded()
    {
        await Stores.Stuck.ReportAsync(Entry(Things), Cancel);
        await Stores.Stuck.ReportAsync(Entry(Things), Cancel);
        await Stores.Stuck.ReportAsync(Entry(Others), Cancel);

        (await Stores.Stuck.ListAsync(Things, 10, Cancel)).Should().HaveCount(2).And.OnlyContain(e => e.View == Things);
        (await Stores.Stuck.ListAsync(null, 10, Cancel)).Should().HaveCount(3);
        (await Stores.Stuck.ListAsync(null, 2, Cancel)).Should().HaveCount(2);
    }

    [Fact]
    public async Task To_resolve_what_is_not_on_the_list_changes_nothing()
    {
        var entry = Entry(Things);
        await Stores.Stuck.ReportAsync(entry, Cancel);

        await Stores.Stuck.ResolveAsync(Things, Some.Stream(), Cancel);

        (await Stores.Stuck.ListAsync(null, 10, Cancel)).Should().Equal(entry);
    }

    private static StuckStream Entry(ViewName view) =>
        new(view, Some.Stream(), new StreamVersion(3), "thing.happened", "It went wrong.", Some.Time, 1);
}
