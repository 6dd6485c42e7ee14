using CqrsPrototype.EventSourcing.InMemory;
using CqrsPrototype.EventSourcing.Projections;
using CqrsPrototype.EventSourcing.Streams;
using CqrsPrototype.Tests.Support;
using Microsoft.Extensions.Logging;

namespace CqrsPrototype.Tests.EventSourcing.Projections;

/// <summary>What becomes of a batch when something goes wrong that nobody has thought of.</summary>
public sealed class QueueProjectionTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_mistake_is_told_and_the_batch_tried_again_and_the_process_goes_on()
    {
        var (queue, updater, log) = (new InMemoryQueue(TimeProvider.System), new Failing(), new RecordingLogger());
        await queue.PublishAsync([Some.Recorded(1)], Cancel);
        using var end = new CancellationTokenSource();
        using var loggers = LoggerFactory.Create(logging => logging.AddProvider(log));
        var running = new QueueProjection(queue, updater, TimeProvider.System, loggers.CreateLogger<QueueProjection>()).RunAsync(end.Token);

        await Eventually.Until("it is tried for the third time", () => updater.Attempts == 3);

        running.IsCompleted.Should().BeFalse();
        log.Warnings.Should().HaveCount(2).And.OnlyContain(line => line.Contains("Nobody has thought of that."));
        await end.CancelAsync();
        await FluentActions.Awaiting(() => running).Should().ThrowAsync<OperationCanceledException>();
    }

    private sealed class Failing : IViewUpdater
    {
        private int _attempts;

        public int Attempts => Volatile.Read(ref _attempts);

        public ViewName Name { get; } = new("things", 1);

        public string Category => "thing";

        public ValueTask UpdateAsync(IEnumerable<RecordedEvent> recorded, CancellationToken cancellationToken) =>
            Interlocked.Increment(ref _attempts) < 3 ? throw new InvalidOperationException("Nobody has thought of that.") : default;

        public ValueTask<bool> RetryAsync(StreamId stream, CancellationToken cancellationToken) => new(false);
    }
}
