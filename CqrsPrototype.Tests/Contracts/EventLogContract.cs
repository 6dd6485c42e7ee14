using CqrsPrototype.EventSourcing.Log;
using CqrsPrototype.EventSourcing.Streams;
using CqrsPrototype.Tests.Support;

namespace CqrsPrototype.Tests.Contracts;

/// <summary>What every log promises. A commit may get into it a little after it was appended.</summary>
public abstract class EventLogContract : StoreContract
{
    [Fact]
    public async Task An_empty_log_ends_where_it_starts()
    {
        (await Stores.Log.GetEndAsync(Cancel)).Should().Be(GlobalPosition.Start);
        var slice = await Stores.Log.ReadAsync(GlobalPosition.Start, 10, Cancel);
        slice.IsEmpty.Should().BeTrue();
        slice.Next.Should().Be(GlobalPosition.Start);
    }

    [Fact]
    public async Task Every_commit_gets_into_the_log_once_with_positions_that_have_no_gaps()
    {
        var streams = Enumerable.Range(0, 8).Select(_ => Some.Stream()).ToList();
        await Race.Of(streams.Count, async i =>
        {
            for (var version = 0; version < 30; version += 3)
            {
                (await Stores.Events.AppendAsync(Some.Commit(streams[i], version, 3), Cancel)).Should().Be(AppendResult.Appended);
            }

            return true;
        });

        var log = await ReadAllAsync(8 * 30);

        log.Select(e => e.Position!.Value.Value).Should().Equal(Enumerable.Range(0, 240).Select(i => (long)i));
        foreach (var stream in streams)
        {
            log.Where(e => e.Stream == stream).Select(e => e.Version.Value).Should().Equal(Enumerable.Range(1, 30).Select(i => (long)i));
        }
    }

    [Fact]
    public async Task Reading_goes_on_where_the_slice_before_ends()
    {
        var stream = Some.Stream();
        for (var version = 0; version < 20; version += 2)
        {
            await Stores.Events.AppendAsync(Some.Commit(stream, version, 2), Cancel);
        }

        await ReadAllAsync(20);
        var (versions, position) = (new List<long>(), GlobalPosition.Start);
        while (await Stores.Log.ReadAsync(position, 3, Cancel) is { IsEmpty: false } slice)
        {
            versions.AddRange(slice.Commits.SelectMany(c => c.Recorded()).Select(e => e.Version.Value));
            slice.Next.Should().BeGreaterThan(position);
            position = slice.Next;
        }

        versions.Should().Equal(Enumerable.Range(1, 20).Select(i => (long)i));
        position.Should().Be(await Stores.Log.GetEndAsync(Cancel));
    }

    [Fact]
    public async Task Read_from_the_middle_of_a_commit_the_log_gives_the_whole_commit_first()
    {
        var stream = Some.Stream();
        await Stores.Events.AppendAsync(Some.Commit(stream, 0, 2), Cancel);
        await Stores.Events.AppendAsync(Some.Commit(stream, 2, 3), Cancel);
        await ReadAllAsync(5);

        var slice = await Stores.Log.ReadAsync(new GlobalPosition(3), 1, Cancel);

        slice.Commits.Should().ContainSingle().Which.Position.Should().Be(new GlobalPosition(2));
        slice.Next.Should().Be(new GlobalPosition(5));
    }

    [Fact]
    public async Task Beyond_the_end_there_is_nothing()
    {
        var slice = await Stores.Log.ReadAsync(new GlobalPosition(1000), 10, Cancel);

        slice.IsEmpty.Should().BeTrue();
        slice.Next.Should().Be(new GlobalPosition(1000));
    }

    [Fact]
    public async Task Heads_tell_how_far_each_stream_gets_in_a_piece_of_the_log()
    {
        var (one, other) = (Some.Stream(), Some.Stream());
        foreach (var commit in new[] { Some.Commit(one, 0, 2), Some.Commit(other), Some.Commit(one, 2), Some.Commit(other, 1, 3) })
        {
            await Stores.Events.AppendAsync(commit, Cancel);
        }

        var log = await ReadAllAsync(7);

        // The order of the streams among each other is the store's; what the heads say must be what the log says.
        for (var (position, heads) = (GlobalPosition.Start, await Stores.Log.ReadHeadsAsync(GlobalPosition.Start, 2, Cancel)); !heads.IsEmpty;
            position = heads.Next, heads = await Stores.Log.ReadHeadsAsync(position, 2, Cancel))
        {
            heads.Next.Should().BeGreaterThan(position);
            var piece = log.Where(e => e.Position >= position && e.Position < heads.Next);
            heads.Versions.Should().Equal(piece.GroupBy(e => e.Stream).ToDictionary(g => g.Key, g => g.Max(e => e.Version)));
        }

        (await Stores.Log.ReadHeadsAsync(GlobalPosition.Start, 100, Cancel)).Versions
            .Should().Equal(new Dictionary<StreamId, StreamVersion> { [one] = new(3), [other] = new(4) });
    }

    [Fact]
    public async Task Heads_from_the_middle_of_a_commit_begin_with_it_and_end_with_the_log()
    {
        var stream = Some.Stream();
        await Stores.Events.AppendAsync(Some.Commit(stream, 0, 3), Cancel);
        await ReadAllAsync(3);

        var heads = await Stores.Log.ReadHeadsAsync(new GlobalPosition(1), 1, Cancel);

        heads.Versions.Should().ContainSingle().Which.Should().Be(KeyValuePair.Create(stream, new StreamVersion(3)));
        heads.Next.Should().Be(new GlobalPosition(3));
        (await Stores.Log.ReadHeadsAsync(new GlobalPosition(3), 1, Cancel)).Next.Should().Be(new GlobalPosition(3));
    }

    [Fact]
    public async Task A_slice_has_no_more_bytes_than_can_be_held()
    {
        // 40 commits of 512 KiB are more than twice what a slice may have.
        var stream = Some.Stream();
        for (var version = 0; version < 80; version += 2)
        {
            await Stores.Events.AppendAsync(Some.LargeCommit(stream, version), Cancel);
        }

        await Eventually.Until("80 events are in the log", async () => (await Stores.Log.GetEndAsync(Cancel)).Value >= 80);
        var (events, position) = (0, GlobalPosition.Start);
        while (await Stores.Log.ReadAsync(position, 10_000, Cancel) is { IsEmpty: false } slice)
        {
            slice.Commits.Sum(c => (long)c.Bytes).Should().BeLessThan(IEventLog.MaxBytes + CommitLimits.MaxCommitBytes);
            events += slice.Commits.Sum(c => c.Events.Count);
            position = slice.Next;
        }

        events.Should().Be(80);
    }

    [Fact]
    public async Task A_commit_in_the_log_is_the_one_that_was_appended()
    {
        var commit = Some.Commit(Some.Stream(), events: 2, key: Some.Key(), snapshot: Some.Snapshot());
        await Stores.Events.AppendAsync(commit, Cancel);

        var log = await ReadAllAsync(2);

        log.Select(e => e.Event.Id).Should().Equal(commit.Events.Select(e => e.Id));
        log[1].Event.Data.ToArray().Should().Equal(commit.Events[1].Data.ToArray());
        log[1].Metadata.Should().Be(commit.Metadata);
        log[1].At.Should().Be(commit.At);
    }

    [Fact]
    public async Task Growth_is_signalled()
    {
        var grown = Stores.Signals.LogGrown.Observe();

        await Stores.Events.AppendAsync(Some.Commit(Some.Stream()), Cancel);

        await Eventually.Until("growth is signalled", () => Stores.Signals.LogGrown.Observe() != grown);
    }

    [Fact]
    public async Task The_log_goes_on_where_it_was_after_a_restart_if_the_store_is_durable()
    {
        await Stores.Events.AppendAsync(Some.Commit(Some.Stream(), 0, 2), Cancel);
        await ReadAllAsync(2);

        await Stores.ReopenAsync();
        await Stores.Events.AppendAsync(Some.Commit(Some.Stream(), 0, 2), Cancel);

        var expected = Stores.IsDurable ? 4 : 2;
        (await ReadAllAsync(expected)).Select(e => e.Position!.Value.Value).Should().Equal(Enumerable.Range(0, expected).Select(i => (long)i));
    }

    private async Task<List<RecordedEvent>> ReadAllAsync(int count)
    {
        await Eventually.Until($"{count} events are in the log", async () => (await Stores.Log.GetEndAsync(Cancel)).Value >= count);
        var (events, position) = (new List<RecordedEvent>(), GlobalPosition.Start);
        while (await Stores.Log.ReadAsync(position, 50, Cancel) is { IsEmpty: false } slice)
        {
            events.AddRange(slice.Commits.SelectMany(c => c.Recorded()));
            position = slice.Next;
        }

        return events;
    }
}
