using System.Diagnostics;
using System.Threading.Channels;
using CqrsPrototype.EventSourcing.Signals;
using CqrsPrototype.EventSourcing.Streams;
using CqrsPrototype.EventSourcing.Telemetry;
using CqrsPrototype.Mongo.Connecting;
using Microsoft.Extensions.Logging;

namespace CqrsPrototype.Mongo.Streams;

/// <summary>Writes what waits in one unordered insert, and tells each caller what became of its commit. There is no timer.</summary>
/// <remarks>While one batch is on its way, the next one gathers by itself. The list of what is held back belongs to the loop alone.</remarks>
internal sealed class AppendWriter : IAsyncDisposable
{
    private readonly Channel<WaitingAppend> _queue = Channel.CreateUnbounded<WaitingAppend>(new UnboundedChannelOptions { SingleReader = true });
    private readonly LinkedList<WaitingAppend> _held = new();
    private readonly AppendStep _step;
    private readonly EventSourcingSignals _signals;
    private readonly ILogger _logger;
    private readonly int _capacity;
    private readonly Task _loop;
    private int _waiting;

    public AppendWriter(AppendStep step, EventSourcingSignals signals, MongoStoreOptions options, ILogger<AppendWriter> logger)
    {
        (_step, _signals, _logger, _capacity) = (step, signals, logger, options.QueueCapacity);
        _loop = Task.Run(RunAsync);
    }

    /// <summary>Queues a commit; the task ends when its outcome is known.</summary>
    /// <exception cref="OverloadedException">The queue is full; nothing was stored.</exception>
    public Task<AppendResult> AppendAsync(Commit commit)
    {
        if (Interlocked.Increment(ref _waiting) > _capacity)
        {
            Interlocked.Decrement(ref _waiting);
            throw new OverloadedException($"The store's queue of {_capacity} commits");
        }

        var append = new WaitingAppend(commit);
        if (!_queue.Writer.TryWrite(append))
        {
            Interlocked.Decrement(ref _waiting);
            throw new EventStoreUnavailableException("The store is closed: the process is stopping.");
        }

        return append.Outcome;
    }

    /// <summary>Writes what waits, then ends.</summary>
    public async ValueTask DisposeAsync()
    {
        _queue.Writer.TryComplete();
        await _loop;
    }

    private async Task RunAsync()
    {
        while (_held.Count > 0 || await _queue.Reader.WaitToReadAsync())
        {
            var batch = Gather();
            try
            {
                var begin = Stopwatch.GetTimestamp();
                await _step.WriteAsync(batch.Appends);
                EventSourcingTelemetry.AppendedGroup("mongodb", batch.Appends.Count, Stopwatch.GetElapsedTime(begin));
            }
            catch (EventStoreUnavailableException exception)
            {
                Fail(batch, exception);
            }
            catch (Exception exception)
            {
                _logger.BatchFailed(exception, batch.Appends.Count);
                Fail(batch, new EventStoreUnavailableException("The outcome of the append is unknown: read the stream before trying again.", exception));
            }

            Interlocked.Add(ref _waiting, -batch.Appends.Count);
            _signals.Appended.Raise();
        }
    }

    private AppendBatch Gather()
    {
        var batch = new AppendBatch();
        for (var node = _held.First; node is not null && !batch.IsFull;)
        {
            var next = node.Next;
            if (batch.TryAdd(node.Value))
            {
                _held.Remove(node);
            }

            node = next;
        }

        while (!batch.IsFull && _queue.Reader.TryRead(out var append))
        {
            if (!batch.TryAdd(append))
            {
                _held.AddLast(append);
            }
        }

        return batch;
    }

    private static void Fail(AppendBatch batch, EventStoreUnavailableException failure)
    {
        foreach (var append in batch.Appends)
        {
            append.Fail(failure);
        }
    }
}
