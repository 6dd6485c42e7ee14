using CqrsPrototype.EventSourcing.Streams;
using CqrsPrototype.Tests.Support;

namespace CqrsPrototype.Tests.Contracts;

/// <summary>What every event store promises.</summary>
public abstract class EventStoreContract : StoreContract
{
    private IEventStore Store => Stores.Events;

    [Fact]
    public async Task A_commit_that_was_appended_is_read_back_as_it_was()
    {
        var commit = Some.Commit(Some.Stream(), events: 3, key: Some.Key());

        (await Store.AppendAsync(commit, Cancel)).Should().Be(AppendResult.Appended);

        var read = (await Store.ReadTailAsync(commit.Stream, null, 1, Cancel)).Should().ContainSingle().Subject;
        Describe(read).Should().Be(Describe(commit));
        var events = await Store.ReadAsync(commit.Stream, StreamVersion.None, 10, Cancel);
        events.Select(e => e.Version.Value).Should().Equal(1, 2, 3);
        events.Select(e => e.Event.Id).Should().Equal(commit.Events.Select(e => e.Id));
        events[2].Event.Data.ToArray().Should().Equal(commit.Events[2].Data.ToArray());
        events[2].Metadata.Should().Be(commit.Metadata);
        events[2].At.Should().Be(commit.At);
    }

    [Fact]
    public async Task A_stream_that_nobody_has_written_to_is_empty()
    {
        (await Store.ReadAsync(Some.Stream(), StreamVersion.None, 10, Cancel)).Should().BeEmpty();
        (await Store.ReadTailAsync(Some.Stream(), null, 1, Cancel)).Should().BeEmpty();
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(3)]
    public async Task A_commit_that_does_not_follow_the_end_of_its_stream_is_refused_and_leaves_nothing(long previous)
    {
        var stream = Some.Stream();
        await AppendAsync(Some.Commit(stream, 0, 2));

        (await Store.AppendAsync(Some.Commit(stream, previous), Cancel)).Should().Be(AppendResult.Conflict);

        (await VersionsAsync(stream)).Should().Equal(1, 2);
    }

    [Fact]
    public async Task An_attempt_of_a_command_is_in_conflict_with_an_earlier_one_that_was_stored_after_all()
    {
        var earlier = Some.Commit(Some.Stream(), events: 2, key: Some.Key());
        await AppendAsync(earlier);

        var later = new Commit(earlier.Id, earlier.Stream, earlier.Previous, earlier.At.AddSeconds(1), Some.Events(2)) { Key = earlier.Key };

        (await Store.AppendAsync(later, Cancel)).Should().NotBe(AppendResult.Appended, "the command must be answered from what is stored");
        (await Store.ReadAsync(earlier.Stream, StreamVersion.None, 10, Cancel)).Select(e => e.Event.Id).Should().Equal(earlier.Events.Select(e => e.Id));
    }

    [Fact]
    public async Task Of_32_appends_that_race_for_one_version_exactly_one_wins()
    {
        var stream = Some.Stream();

        var results = await Race.Of(32, _ => Store.AppendAsync(Some.Commit(stream), Cancel));

        results.Count(r => r == AppendResult.Appended).Should().Be(1);
        results.Count(r => r == AppendResult.Conflict).Should().Be(31);
        (await VersionsAsync(stream)).Should().Equal(1);
    }

    [Fact]
    public async Task Appends_to_many_streams_at_once_are_all_there()
    {
        var streams = Enumerable.Range(0, 100).Select(_ => Some.Stream()).ToList();

        var results = await Race.Of(streams.Count, i => Store.AppendAsync(Some.Commit(streams[i]), Cancel));

        results.Should().OnlyContain(r => r == AppendResult.Appended);
        foreach (var stream in streams)
        {
            (await VersionsAsync(stream)).Should().Equal(1);
        }
    }

    [Fact]
    public async Task Pipelined_appends_to_one_stream_are_stored_in_order()
    {
        var stream = Some.Stream();

        var results = await Task.WhenAll(Enumerable.Range(0, 50).Select(i => Store.AppendAsync(Some.Commit(stream, i), Cancel).AsTask()));

        results.Should().OnlyContain(r => r == AppendResult.Appended);
        (await VersionsAsync(stream)).Should().Equal(Enumerable.Range(1, 50).Select(i => (long)i));
    }

    [Fact]
    public async Task Pipelined_appends_behind_one_that_fails_fail_too()
    {
        var (stream, taken) = (Some.Stream(), Some.Key());
        await AppendAsync(Some.Commit(Some.Stream(), key: taken));

        var results = await Task.WhenAll(
            Store.AppendAsync(Some.Commit(stream, 0), Cancel).AsTask(),
            Store.AppendAsync(Some.Commit(stream, 1, key: taken), Cancel).AsTask(),
            Store.AppendAsync(Some.Commit(stream, 2), Cancel).AsTask(),
            Store.AppendAsync(Some.Commit(stream, 3), Cancel).AsTask());

        results.Should().Equal(AppendResult.Appended, AppendResult.KeyTaken, AppendResult.Conflict, AppendResult.Conflict);
        (await VersionsAsync(stream)).Should().Equal(1);
    }

    [Fact]
    public async Task A_key_is_taken_for_ever_and_in_every_stream()
    {
        var (first, key) = (Some.Stream(), Some.Key());
        await AppendAsync(Some.Commit(first, key: key));

        (await Store.AppendAsync(Some.Commit(first, 1, key: key), Cancel)).Should().Be(AppendResult.KeyTaken);
        (await Store.AppendAsync(Some.Commit(Some.Stream(), key: key), Cancel)).Should().Be(AppendResult.KeyTaken);

        (await VersionsAsync(first)).Should().Equal(1);
    }

    [Fact]
    public async Task Of_32_appends_that_race_for_one_key_exactly_one_wins()
    {
        var key = Some.Key();

        var results = await Race.Of(32, _ => Store.AppendAsync(Some.Commit(Some.Stream(), key: key), Cancel));

        results.Count(r => r == AppendResult.Appended).Should().Be(1);
        results.Count(r => r == AppendResult.KeyTaken).Should().Be(31);
    }

    [Fact]
    public async Task A_commit_is_found_by_its_key()
    {
        var key = Some.Key("one request");
        var commit = Some.Commit(Some.Stream(), events: 2, key: key);
        await AppendAsync(commit);
        await AppendAsync(Some.Commit(commit.Stream, 2, 2));

        Describe((await Store.FindByKeyAsync(key.Key, Cancel))!).Should().Be(Describe(commit));
        (await Store.FindByKeyAsync(Some.Key().Key, Cancel)).Should().BeNull();
    }

    [Fact]
    public async Task Events_are_read_page_by_page_also_from_the_middle_of_a_commit()
    {
        var stream = Some.Stream();
        await AppendAsync(Some.Commit(stream, 0, 3));
        await AppendAsync(Some.Commit(stream, 3, 4));

        (await Store.ReadAsync(stream, new StreamVersion(1), 3, Cancel)).Select(e => e.Version.Value).Should().Equal(2, 3, 4);
        (await Store.ReadAsync(stream, new StreamVersion(4), 10, Cancel)).Select(e => e.Version.Value).Should().Equal(5, 6, 7);
        (await Store.ReadAsync(stream, new StreamVersion(7), 10, Cancel)).Should().BeEmpty();
    }

    [Fact]
    public async Task The_tail_begins_at_the_newest_snapshot_of_the_schema()
    {
        var stream = Some.Stream();
        await AppendAsync(Some.Commit(stream, 0));
        await AppendAsync(Some.Commit(stream, 1, snapshot: Some.Snapshot(1)));
        await AppendAsync(Some.Commit(stream, 2, 2, snapshot: Some.Snapshot(2)));
        await AppendAsync(Some.Commit(stream, 4));

        var first = (await Store.ReadTailAsync(stream, null, 1, Cancel)).ToList();
        first.Select(c => c.First.Value).Should().Equal(2, 3, 5);
        first[0].Snapshot!.State.ToArray().Should().Equal(Some.Snapshot(1).State.ToArray());
        (await Store.ReadTailAsync(stream, null, 2, Cancel)).Select(c => c.First.Value).Should().Equal(3, 5);
        (await Store.ReadTailAsync(stream, null, 3, Cancel)).Select(c => c.First.Value).Should().Equal(1, 2, 3, 5);
    }

    [Theory]
    [InlineData(1, new long[] { 1 })]
    [InlineData(2, new long[] { 1, 2 })]
    [InlineData(3, new long[] { 1, 2 })]
    [InlineData(4, new long[] { 2 })]
    [InlineData(5, new long[] { 2, 5 })]
    [InlineData(9, new long[] { 2, 5 })]
    public async Task The_tail_up_to_a_version_leaves_out_what_comes_after_and_snapshots_of_it(long upTo, long[] firsts)
    {
        var stream = Some.Stream();
        await AppendAsync(Some.Commit(stream, 0));
        await AppendAsync(Some.Commit(stream, 1, 3, snapshot: Some.Snapshot()));
        await AppendAsync(Some.Commit(stream, 4));

        (await Store.ReadTailAsync(stream, new StreamVersion(upTo), 1, Cancel)).Select(c => c.First.Value).Should().Equal(firsts);
    }

    [Fact]
    public async Task The_tail_up_to_a_version_has_its_commits_whole_however_large_the_next_one_is()
    {
        var (stream, wanted) = (Some.Stream(), default(Commit));
        await AppendAsync(wanted = Some.Commit(stream, 0, 10));
        await AppendAsync(Some.Commit(stream, 10, CommitLimits.MaxEvents));

        var tail = await Store.ReadTailAsync(stream, new StreamVersion(5), 1, Cancel);

        tail.Should().ContainSingle().Which.Events.Select(e => e.Id).Should().Equal(wanted.Events.Select(e => e.Id));
    }

    [Fact]
    public async Task The_tail_of_a_long_stream_without_snapshot_has_at_least_as_many_commits_as_the_interval()
    {
        var stream = Some.Stream();
        await Task.WhenAll(Enumerable.Range(0, 250).Select(i => Store.AppendAsync(Some.Commit(stream, i), Cancel).AsTask()));

        var tail = await Store.ReadTailAsync(stream, null, 1, Cancel);

        tail.Count.Should().BeGreaterThanOrEqualTo(CommitLimits.SnapshotInterval);
        tail.Select(c => c.Last.Value).Should().BeInAscendingOrder().And.EndWith(250);
    }

    [Fact]
    public async Task The_largest_commit_that_is_allowed_is_stored()
    {
        var large = new string('x', (CommitLimits.MaxCommitBytes / CommitLimits.MaxEvents) - 2);
        var commit = new Commit(
            Guid.CreateVersion7(), Some.Stream(), StreamVersion.None, Some.Time,
            [.. Enumerable.Range(0, CommitLimits.MaxEvents).Select(_ => Some.Event(data: $"\"{large}\""))]);

        await AppendAsync(commit);

        (await Store.ReadAsync(commit.Stream, StreamVersion.None, 1000, Cancel)).Sum(e => e.Event.Data.Length)
            .Should().Be(commit.Events.Sum(e => e.Data.Length));
    }

    [Fact]
    public async Task What_was_acknowledged_is_there_after_a_restart_if_the_store_is_durable()
    {
        var stream = Some.Stream();
        await AppendAsync(Some.Commit(stream, 0, 2));

        await Stores.ReopenAsync();

        (await VersionsAsync(stream)).Should().Equal(Stores.IsDurable ? [1L, 2L] : []);
    }

    [Fact]
    public async Task A_commit_that_was_read_can_be_confirmed()
    {
        var stream = Some.Stream();
        await AppendAsync(Some.Commit(stream));

        var read = (await Store.ReadTailAsync(stream, null, 1, Cancel))[0];

        (await Store.ConfirmAsync(read, Cancel)).Should().BeTrue();
    }

    private static string Describe(Commit c) =>
        $"{c.Id} {c.Stream} {c.Previous} {c.At:O} {c.Metadata} {c.Key} {c.Snapshot?.SchemaVersion} {Text(c.Snapshot?.State ?? default)} "
        + string.Join(' ', c.Events.Select(e => $"{e.Id} {e.Type} {e.SchemaVersion} {Text(e.Data)}"));

    private static string Text(ReadOnlyMemory<byte> utf8) => System.Text.Encoding.UTF8.GetString(utf8.Span);

    private async Task AppendAsync(Commit commit) => (await Store.AppendAsync(commit, Cancel)).Should().Be(AppendResult.Appended);

    private async Task<IEnumerable<long>> VersionsAsync(StreamId stream) =>
        (await Store.ReadAsync(stream, StreamVersion.None, 1000, Cancel)).Select(e => e.Version.Value);
}
