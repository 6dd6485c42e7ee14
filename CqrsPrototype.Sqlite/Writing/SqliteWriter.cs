using System.Diagnostics;
using System.Threading.Channels;
using CqrsPrototype.EventSourcing.Signals;
using CqrsPrototype.EventSourcing.Streams;
using CqrsPrototype.EventSourcing.Subscriptions;
using CqrsPrototype.EventSourcing.Telemetry;
using CqrsPrototype.Sqlite.Files;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging;

namespace CqrsPrototype.Sqlite.Writing;

/// <summary>The only writer of the file: takes what waits, writes it in one transaction, and tells all of them when it is on disk.</summary>
/// <remarks>There is no timer: while one group is on its way to the disk, the next one gathers by itself.</remarks>
internal sealed class SqliteWriter : IDisposable
{
    /// <summary>Most operations that wait; one more is refused.</summary>
    public const int Capacity = 4096;

    // Bounds a transaction, so that a rebuild's batches do not make commands wait long.
    private const int MaxRows = 1000;

    private readonly Channel<WriteOperation> _queue = Channel.CreateBounded<WriteOperation>(
        new BoundedChannelOptions(Capacity) { SingleReader = true, FullMode = BoundedChannelFullMode.Wait });

    private readonly SqliteFile _file;
    private readonly EventSourcingSignals _signals;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly Thread _thread;
    private readonly List<WriteOperation> _group = [];
    private long _transactions;
    private volatile bool _stopping;

    public SqliteWriter(SqliteFile file, EventSourcingSignals signals, TimeProvider time, ILogger<SqliteWriter> logger)
    {
        (_file, _signals, _time, _logger) = (file, signals, time, logger);
        _thread = new Thread(Run) { Name = "SQLite writer", IsBackground = true };
        _thread.Start();
    }

    /// <summary>How many groups have been written.</summary>
    public long Transactions => Volatile.Read(ref _transactions);

    /// <summary>Queues a write and returns its outcome, which comes when it is on disk.</summary>
    /// <exception cref="OverloadedException">The queue is full; nothing was written.</exception>
    /// <exception cref="EventStoreUnavailableException">The writer has stopped.</exception>
    public Task<T> WriteAsync<T>(WriteOperation<T> operation)
    {
        if (_queue.Writer.TryWrite(operation))
        {
            return operation.Outcome;
        }

        throw _stopping
            ? new EventStoreUnavailableException("The store is closed: the process is stopping.")
            : new OverloadedException($"The store's queue of {Capacity} writes");
    }

    /// <summary>Writes what waits, then closes the file.</summary>
    public void Dispose()
    {
        _stopping = true;
        _queue.Writer.TryComplete();
        _thread.Join();
    }

    private void Run()
    {
        WriteSession? session = null;
        var failures = 0;
        while (WaitForWork())
        {
            try
            {
                session ??= new WriteSession(_file.OpenWriter());
                WriteGroup(session);
                failures = 0;
            }
            catch (Exception exception)
            {
                FailGroup(exception);
                session = Reset(session);
                Pause(++failures);
            }
        }

        session?.Dispose();
    }

    private bool WaitForWork()
    {
        var ready = _queue.Reader.WaitToReadAsync();
        return ready.IsCompletedSuccessfully ? ready.Result : ready.AsTask().GetAwaiter().GetResult();
    }

    private void WriteGroup(WriteSession session)
    {
        _group.Clear();
        var begin = Stopwatch.GetTimestamp();
        session.Begin();
        for (var rows = 0; rows < MaxRows && _queue.Reader.TryRead(out var operation); rows += operation.Rows)
        {
            _group.Add(operation);
            operation.Run(session);
        }

        var grown = session.Commit();
        var duration = Stopwatch.GetElapsedTime(begin);
        Volatile.Write(ref _transactions, _transactions + 1);
        foreach (var operation in _group)
        {
            operation.Complete();
        }

        if (grown)
        {
            EventSourcingTelemetry.AppendedGroup("sqlite", _group.Count(operation => operation.IsAppend), duration);
            _signals.LogGrown.Raise();
        }
    }

    private void FailGroup(Exception exception)
    {
        _logger.GroupFailed(exception, _group.Count, _file.Path);
        var failure = new EventStoreUnavailableException(
            $"The data file '{_file.Path}' could not be written: {exception.Message} Free some disk space, or see to the disk.", exception);
        foreach (var operation in _group)
        {
            operation.Fail(failure);
        }

        _group.Clear();
    }

    // After a failure nobody knows what the connection remembers, so the next group gets a new one.
    private static WriteSession? Reset(WriteSession? session)
    {
        try
        {
            session?.Rollback();
            session?.Dispose();
        }
        catch (SqliteException)
        {
            // The failure that led here has been reported; the file's own journal undoes what was not committed.
        }

        return null;
    }

    private void Pause(int failures)
    {
        using var wait = new CancellationTokenSource(Backoff.Default.After(failures, Random.Shared.NextDouble()), _time);
        wait.Token.WaitHandle.WaitOne();
    }
}
