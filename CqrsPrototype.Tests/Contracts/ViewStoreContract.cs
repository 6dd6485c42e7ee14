using System.Text;
using CqrsPrototype.EventSourcing.Projections;
using CqrsPrototype.EventSourcing.Streams;
using CqrsPrototype.Tests.Support;

namespace CqrsPrototype.Tests.Contracts;

/// <summary>What every store of views promises.</summary>
public abstract class ViewStoreContract : StoreContract
{
    private static readonly ViewName Name = new("things", 1);

    [Fact]
    public async Task A_view_that_was_saved_is_loaded_and_found_as_it_was()
    {
        var view = View("ada", 3, "ada", "lovelace");

        (await SaveAsync(view, 0)).Should().BeTrue();

        var loaded = (await Stores.Views.LoadAsync(Name, [view.Stream, Some.Stream()], Cancel)).Should().ContainSingle().Subject.Value;
        var found = await Stores.ViewReader.FindAsync(Name, view.Stream, Cancel);
        foreach (var read in new[] { loaded, found! })
        {
            (read.Stream, read.Version, read.At).Should().Be((view.Stream, view.Version, view.At));
            read.Body!.Value.ToArray().Should().Equal(view.Body!.Value.ToArray());
        }
    }

    [Fact]
    public async Task Versions_are_those_of_the_views_that_there_are_and_of_tombstones()
    {
        var (live, dead) = (View("ada", 2), View("eve", 3) with { Body = null, SortKey = null });
        await SaveAsync(live, 0);
        await SaveAsync(dead, 0);

        (await Stores.Views.LoadVersionsAsync(Name, [live.Stream, Some.Stream(), dead.Stream], Cancel)).Should().Equal(
            new Dictionary<StreamId, StreamVersion> { [live.Stream] = new(2), [dead.Stream] = new(3) });
    }

    [Fact]
    public async Task A_view_that_nobody_has_saved_is_not_there()
    {
        (await Stores.Views.LoadAsync(Name, [Some.Stream()], Cancel)).Should().BeEmpty();
        (await Stores.ViewReader.FindAsync(Name, Some.Stream(), Cancel)).Should().BeNull();
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(3)]
    public async Task A_write_on_another_version_than_the_stored_one_changes_nothing(long loaded)
    {
        var view = View("ada", 2);
        await SaveAsync(view, 0);

        (await SaveAsync(View("ada", 4) with { Stream = view.Stream }, loaded)).Should().BeFalse();

        (await Stores.ViewReader.FindAsync(Name, view.Stream, Cancel))!.Version.Value.Should().Be(2);
    }

    [Fact]
    public async Task A_write_on_a_version_of_a_view_that_is_not_there_changes_nothing()
    {
        var view = View("ada", 2);

        (await SaveAsync(view, 1)).Should().BeFalse();

        (await Stores.ViewReader.FindAsync(Name, view.Stream, Cancel)).Should().BeNull();
    }

    [Fact]
    public async Task Of_writes_together_those_that_fit_are_written_and_the_others_are_not()
    {
        var (fits, stale) = (View("ada", 1), View("bob", 1));
        await SaveAsync(stale, 0);

        var all = await Stores.Views.SaveAsync(
            Name, [new ViewWrite(fits, StreamVersion.None), new ViewWrite(stale with { Version = new StreamVersion(9) }, new StreamVersion(5))], Cancel);

        all.Should().BeFalse();
        (await Stores.ViewReader.FindAsync(Name, fits.Stream, Cancel))!.Version.Value.Should().Be(1);
        (await Stores.ViewReader.FindAsync(Name, stale.Stream, Cancel))!.Version.Value.Should().Be(1);
    }

    [Fact]
    public async Task Of_16_writes_that_race_for_one_view_exactly_one_wins()
    {
        var view = View("ada", 1);

        var results = await Race.Of(16, i => Stores.Views.SaveAsync(
            Name, [new ViewWrite(view with { Version = new StreamVersion(i + 1) }, StreamVersion.None)], Cancel));

        results.Count(written => written).Should().Be(1);
    }

    [Fact]
    public async Task A_tombstone_is_found_but_not_listed()
    {
        var view = View("ada", 1, "ada");
        await SaveAsync(view, 0);

        await SaveAsync(new StoredView(view.Stream, new StreamVersion(2), Some.Time, null), 1);

        var found = await Stores.ViewReader.FindAsync(Name, view.Stream, Cancel);
        found!.Version.Value.Should().Be(2);
        found.Body.Should().BeNull();
        (await KeysAsync(new ViewQuery(10))).Should().BeEmpty();
        (await KeysAsync(new ViewQuery(10) { Search = "ada" })).Should().BeEmpty();
    }

    [Fact]
    public async Task Lists_are_in_the_order_of_the_bytes_of_the_sort_keys()
    {
        // As UTF-16, U+10000 would come before U+FFFD; as a person sorts, "É" would come beside "e".
        string[] keys = ["Z", "a", "a-b", "ab", "b", "É", "\uFFFD", "\U00010000"];
        foreach (var key in keys.Reverse())
        {
            await SaveAsync(View(key, 1), 0);
        }

        (await KeysAsync(new ViewQuery(100))).Should().Equal(keys);
    }

    [Fact]
    public async Task Pages_go_on_behind_the_last_sort_key_also_when_something_comes_between()
    {
        foreach (var key in new[] { "a", "b", "d", "e" })
        {
            await SaveAsync(View(key, 1), 0);
        }

        (await KeysAsync(new ViewQuery(2))).Should().Equal("a", "b");
        await SaveAsync(View("c", 1), 0);
        await SaveAsync(View("aa", 1), 0);
        (await KeysAsync(new ViewQuery(2) { After = "b" })).Should().Equal("c", "d");
        (await KeysAsync(new ViewQuery(2) { After = "d" })).Should().Equal("e");
        (await KeysAsync(new ViewQuery(2) { After = "e" })).Should().BeEmpty();
    }

    [Fact]
    public async Task A_search_finds_each_view_once_by_the_beginning_of_a_term()
    {
        await SaveAsync(View("1", 1, "ada", "adele", "lovelace"), 0);
        await SaveAsync(View("2", 1, "grace", "hopper"), 0);
        await SaveAsync(View("3", 1, "ad%a", "ad_a", "ÿber", "\U0010FFFD"), 0);

        (await KeysAsync(new ViewQuery(10) { Search = "ad" })).Should().Equal("1", "3");
        (await KeysAsync(new ViewQuery(10) { Search = "ada" })).Should().Equal("1");
        (await KeysAsync(new ViewQuery(10) { Search = "hopper" })).Should().Equal("2");
        (await KeysAsync(new ViewQuery(10) { Search = "opper" })).Should().BeEmpty();
        (await KeysAsync(new ViewQuery(10) { Search = "ad%" })).Should().Equal("3");
        (await KeysAsync(new ViewQuery(10) { Search = "ÿ" })).Should().Equal("3");
        (await KeysAsync(new ViewQuery(10) { Search = "\U0010FFFD" })).Should().Equal("3");
        (await KeysAsync(new ViewQuery(10) { Search = "ad", After = "1" })).Should().Equal("3");
        (await KeysAsync(new ViewQuery(1) { Search = "ad" })).Should().Equal("1");
        (await KeysAsync(new ViewQuery(10) { Search = "" })).Should().Equal("1", "2", "3");
    }

    [Fact]
    public async Task After_a_change_a_view_is_found_by_its_new_terms_and_sort_key_only()
    {
        var view = View("a", 1, "old", "both");
        await SaveAsync(view, 0);

        await SaveAsync(View("b", 2, "new", "both") with { Stream = view.Stream }, 1);

        (await KeysAsync(new ViewQuery(10))).Should().Equal("b");
        (await KeysAsync(new ViewQuery(10) { Search = "old" })).Should().BeEmpty();
        (await KeysAsync(new ViewQuery(10) { Search = "new" })).Should().Equal("b");
        (await KeysAsync(new ViewQuery(10) { Search = "both" })).Should().Equal("b");
    }

    [Fact]
    public async Task A_view_without_sort_key_is_in_no_list()
    {
        var view = View("a", 1, "term") with { SortKey = null };
        await SaveAsync(view, 0);

        (await KeysAsync(new ViewQuery(10))).Should().BeEmpty();
        (await Stores.ViewReader.FindAsync(Name, view.Stream, Cancel)).Should().NotBeNull();
    }

    [Fact]
    public async Task Generations_and_projections_do_not_see_each_other()
    {
        var view = View("a", 1, "term");
        await SaveAsync(view, 0);

        foreach (var other in new[] { Name with { Generation = 2 }, Name with { Projection = "others" } })
        {
            (await Stores.ViewReader.FindAsync(other, view.Stream, Cancel)).Should().BeNull();
            (await Stores.ViewReader.ListAsync(other, new ViewQuery(10), Cancel)).Should().BeEmpty();
            (await Stores.ViewReader.ListAsync(other, new ViewQuery(10) { Search = "term" }, Cancel)).Should().BeEmpty();
        }
    }

    [Fact]
    public async Task A_thousand_views_are_saved_and_loaded_together()
    {
        var views = Enumerable.Range(0, 1000).Select(i => View($"{i:D4}", 1, "all")).ToList();

        (await Stores.Views.SaveAsync(Name, [.. views.Select(v => new ViewWrite(v, StreamVersion.None))], Cancel)).Should().BeTrue();

        (await Stores.Views.LoadAsync(Name, [.. views.Select(v => v.Stream)], Cancel)).Should().HaveCount(1000);
        (await KeysAsync(new ViewQuery(1000) { Search = "all" })).Should().HaveCount(1000);
    }

    private static StoredView View(string sortKey, long version, params string[] terms) =>
        new(Some.Stream(), new StreamVersion(version), Some.Time, Encoding.UTF8.GetBytes($$"""{"key":"{{sortKey}}","version":{{version}}}"""))
        {
            SortKey = sortKey,
            SearchTerms = terms,
        };

    private ValueTask<bool> SaveAsync(StoredView view, long loaded) =>
        Stores.Views.SaveAsync(Name, [new ViewWrite(view, new StreamVersion(loaded))], Cancel);

    private async Task<IEnumerable<string?>> KeysAsync(ViewQuery query) =>
        (await Stores.ViewReader.ListAsync(Name, query, Cancel)).Select(v => v.SortKey);
}
