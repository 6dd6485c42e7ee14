using CqrsPrototype.EventSourcing.Streams;
using CqrsPrototype.Sqlite.Files;
using CqrsPrototype.Sqlite.Writing;
using CqrsPrototype.Tests.Contracts;
using CqrsPrototype.Tests.Support;

namespace CqrsPrototype.Tests.Sqlite;

public sealed class SqliteWriterTests : IAsyncLifetime
{
    private readonly StoreFixture _stores = SqliteStores.Create();

    private SqliteWriter Writer => _stores.Get<EventDatabase>().Writer;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public ValueTask InitializeAsync() => default;

    public ValueTask DisposeAsync() => _stores.DisposeAsync();

    [Fact]
    public async Task What_waits_is_written_in_one_transaction()
    {
        using var gate = new Gate();
        var first = Writer.WriteAsync(gate);
        await gate.Reached.WaitAsync(Cancel);
        var before = Writer.Transactions;
        var appends = Enumerable.Range(0, 200).Select(_ => _stores.Events.AppendAsync(Some.Commit(Some.Stream()), Cancel).AsTask()).ToList();

        gate.Open();
        await first;
        await Task.WhenAll(appends);

        // One is that of the gate; it may have taken what waited with it.
        (Writer.Transactions - before).Should().BeLessThanOrEqualTo(2);
    }

    [Fact]
    public async Task A_full_queue_refuses_at_once()
    {
        using var gate = new Gate();
        var first = Writer.WriteAsync(gate);
        await gate.Reached.WaitAsync(Cancel);
        var queued = Enumerable.Range(0, SqliteWriter.Capacity).Select(_ => _stores.Events.AppendAsync(Some.Commit(Some.Stream()), Cancel).AsTask()).ToList();

        await _stores.Events.Invoking(store => store.AppendAsync(Some.Commit(Some.Stream()), Cancel).AsTask()).Should().ThrowAsync<OverloadedException>();

        gate.Open();
        await first;
        (await Task.WhenAll(queued)).Should().OnlyContain(result => result == AppendResult.Appended);
        (await _stores.Log.GetEndAsync(Cancel)).Value.Should().Be(SqliteWriter.Capacity);
    }

    [Fact]
    public async Task A_group_that_fails_leaves_nothing_and_the_writer_goes_on()
    {
        var stream = Some.Stream();
        using var gate = new Gate();
        var first = Writer.WriteAsync(gate);
        await gate.Reached.WaitAsync(Cancel);
        var append = _stores.Events.AppendAsync(Some.Commit(stream), Cancel).AsTask();
        var broken = Writer.WriteAsync(new Broken());

        gate.Open();

        await FluentActions.Awaiting(() => broken).Should().ThrowAsync<EventStoreUnavailableException>();
        await FluentActions.Awaiting(() => append).Should().ThrowAsync<EventStoreUnavailableException>();
        await FluentActions.Awaiting(() => first).Should().ThrowAsync<EventStoreUnavailableException>();
        (await _stores.Events.ReadAsync(stream, StreamVersion.None, 10, Cancel)).Should().BeEmpty();
        (await _stores.Events.AppendAsync(Some.Commit(stream), Cancel)).Should().Be(AppendResult.Appended);
        (await _stores.Log.ReadAsync(default, 10, Cancel)).Commits.Should().ContainSingle().Which.Position!.Value.Value.Should().Be(0);
    }

    [Fact]
    public async Task What_is_queued_is_written_before_the_file_is_closed()
    {
        var stream = Some.Stream();
        var appends = Enumerable.Range(0, 500).Select(i => _stores.Events.AppendAsync(Some.Commit(stream, i), Cancel).AsTask()).ToList();

        await _stores.ReopenAsync();

        (await Task.WhenAll(appends).WaitAsync(TimeSpan.FromMinutes(2), Cancel)).Should().OnlyContain(result => result == AppendResult.Appended);
        (await _stores.Events.ReadAsync(stream, StreamVersion.None, 1000, Cancel)).Should().HaveCount(500);
    }

    /// <summary>Holds the writer inside a transaction until it is opened.</summary>
    private sealed class Gate : WriteOperation<bool>, IDisposable
    {
        private readonly ManualResetEventSlim _open = new();
        private readonly TaskCompletionSource _reached = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public override int Rows => 0;

        public Task Reached => _reached.Task;

        public void Open() => _open.Set();

        public void Dispose() => _open.Dispose();

        protected override bool Write(WriteSession session)
        {
            _reached.SetResult();
            return _open.Wait(TimeSpan.FromSeconds(30));
        }
    }

    private sealed class Broken : WriteOperation<bool>
    {
        public override int Rows => 1;

        protected override bool Write(WriteSession session) => session.Statement("INSERT INTO secrets (name) VALUES (NULL)").Run() == 1;
    }
}
