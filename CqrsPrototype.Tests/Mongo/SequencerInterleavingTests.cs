using CqrsPrototype.EventSourcing.Log;
using CqrsPrototype.EventSourcing.Log.Sequencing;
using CqrsPrototype.EventSourcing.Streams;
using CqrsPrototype.Tests.Contracts;
using CqrsPrototype.Tests.Support;

namespace CqrsPrototype.Tests.Mongo;

/// <summary>Interleavings 1, 2, 5 and 6 of the protocol, forced on a real server by playing the steps one by one.</summary>
public sealed class SequencerInterleavingTests : IAsyncLifetime
{
    private StoreFixture? _stores;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private StoreFixture Stores => _stores!;

    private ISequencerStore Steps => Stores.Get<ISequencerStore>();

    public ValueTask InitializeAsync()
    {
        _stores = MongoStores.Create(sequencer: false);
        return ValueTask.CompletedTask;
    }

    public ValueTask DisposeAsync() => _stores?.DisposeAsync() ?? ValueTask.CompletedTask;

    [Fact]
    public async Task A_sequencer_that_slept_before_its_insert_while_two_pages_were_added_is_refused()
    {
        await AppendAsync(Some.Stream());
        var late = await ChooseAsync();
        await new Sequencer(Steps).PassAsync(Cancel);
        await AppendAsync(Some.Stream());
        await new Sequencer(Steps).PassAsync(Cancel);

        using var pass = Steps.Begin();
        (await pass.InsertPageAsync(late, Cancel)).Should().BeFalse();
        (await Stores.Log.GetEndAsync(Cancel)).Should().Be(new GlobalPosition(2));
    }

    [Fact]
    public async Task A_page_whose_sequencer_was_killed_behind_the_insert_is_delivered_after_the_next_pass_only()
    {
        await AppendAsync(Some.Stream());
        using (var killed = Steps.Begin())
        {
            (await killed.InsertPageAsync(await ChooseAsync(), Cancel)).Should().BeTrue();
        }

        (await Stores.Log.ReadAsync(GlobalPosition.Start, 10, Cancel)).IsEmpty.Should().BeTrue();
        await new Sequencer(Steps).PassAsync(Cancel);
        (await Stores.Log.ReadAsync(GlobalPosition.Start, 10, Cancel)).Commits.Should().ContainSingle();
    }

    [Fact]
    public async Task A_page_is_confirmed_only_while_each_slot_has_a_commit_of_the_length_that_it_says()
    {
        await AppendAsync(Some.Stream());
        await AppendAsync(Some.Stream());
        var page = await ChooseAsync();
        var (first, second) = (page.Entries[0], page.Entries[1]);

        using var pass = Steps.Begin();
        (await pass.ConfirmAsync(page, Cancel)).Should().BeTrue();
        (await pass.ConfirmAsync(page with { Entries = [first, second with { Count = 2 }] }, Cancel)).Should().BeFalse("another commit has the slot");
        (await pass.ConfirmAsync(page with { Entries = [first, new PageEntry(new Slot(Some.Stream(), new StreamVersion(1)), 1)] }, Cancel))
            .Should().BeFalse("nothing has the slot");
    }

    [Fact]
    public async Task A_page_is_not_taken_for_another_that_begins_where_it_did()
    {
        await AppendAsync(Some.Stream());
        await AppendAsync(Some.Stream());
        var page = await ChooseAsync();

        using var pass = Steps.Begin();
        await pass.InsertPageAsync(page, Cancel);
        (await pass.TouchAsync((await pass.ReadLastAsync(Cancel))!, Cancel)).Should().BeTrue();
        (await pass.TouchAsync(page with { Entries = [page.Entries[0]] }, Cancel)).Should().BeFalse();
    }

    [Fact]
    public async Task A_page_whose_commit_was_lost_gets_a_void_in_its_place_and_the_others_go_on()
    {
        var (lost, there) = (new PageEntry(new Slot(Some.Stream(), new StreamVersion(1)), 2), Some.Stream());
        await AppendAsync(there);
        using (var killed = Steps.Begin())
        {
            var page = new LogPage(GlobalPosition.Start, [lost, new PageEntry(new Slot(there, new StreamVersion(1)), 1)]);
            (await killed.InsertPageAsync(page, Cancel)).Should().BeTrue();
        }

        await new Sequencer(Steps).PassAsync(Cancel);

        var events = (await Stores.Log.ReadAsync(GlobalPosition.Start, 10, Cancel)).Commits.SelectMany(c => c.Recorded()).ToList();
        events.Select(e => (e.Position!.Value.Value, e.Event.IsVoid)).Should().Equal((0, true), (1, true), (2, false));
    }

    [Fact]
    public async Task A_page_whose_seal_was_lost_is_delivered_once_another_follows()
    {
        await AppendAsync(Some.Stream());
        var first = await ChooseAsync();
        using (var pass = Steps.Begin())
        {
            await pass.InsertPageAsync(first, Cancel);
            await pass.MarkAsync(first, Cancel);
            await AppendAsync(Some.Stream());
            var second = (await pass.ScanAsync(null, 10, Cancel)).Select(c => new PageEntry(c.Slot, c.Count)).ToList();
            (await pass.InsertPageAsync(new LogPage(first.Next, second), Cancel)).Should().BeTrue();
        }

        (await Stores.Log.ReadAsync(GlobalPosition.Start, 10, Cancel)).Commits.Should().ContainSingle();
    }

    private async Task AppendAsync(StreamId stream) =>
        (await Stores.Events.AppendAsync(Some.Commit(stream), Cancel)).Should().Be(AppendResult.Appended);

    private async Task<LogPage> ChooseAsync()
    {
        using var pass = Steps.Begin();
        return new LogPage(GlobalPosition.Start, [.. (await pass.ScanAsync(null, 10, Cancel)).Select(c => new PageEntry(c.Slot, c.Count))]);
    }
}
