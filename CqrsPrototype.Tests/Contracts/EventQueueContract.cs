using CqrsPrototype.EventSourcing.Log;
using CqrsPrototype.EventSourcing.Messaging;
using CqrsPrototype.EventSourcing.Streams;
using CqrsPrototype.Tests.Support;

namespace CqrsPrototype.Tests.Contracts;

/// <summary>What every publisher and consumer promise together: what was published is consumed, at least once.</summary>
public abstract class EventQueueContract : IAsyncLifetime
{
    private IQueueFixture? _queue;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    /// <summary>No delivery takes longer.</summary>
    protected virtual TimeSpan Limit => TimeSpan.FromMinutes(2);

    private IQueueFixture Queue => _queue!;

    public async ValueTask InitializeAsync() => _queue = await CreateAsync();

    public async ValueTask DisposeAsync()
    {
        // A suite whose server is not there has no queue.
        if (_queue is not null)
        {
            await _queue.DisposeAsync();
        }

        GC.SuppressFinalize(this);
    }

    [Fact]
    public async Task What_was_published_is_consumed_as_it_was_and_in_order()
    {
        var published = Events(500);
        await Queue.Publisher.PublishAsync(published, Cancel);

        var consumed = await ConsumeAsync(500);

        consumed.Select(Describe).Should().Equal(published.Select(Describe));
    }

    [Fact]
    public async Task What_was_acknowledged_does_not_come_again()
    {
        await Queue.Publisher.PublishAsync(Events(10), Cancel);
        await ConsumeAsync(10);
        await Queue.LoseConsumerAsync();
        var later = Events(1);
        await Queue.Publisher.PublishAsync(later, Cancel);

        (await ConsumeAsync(1)).Select(Describe).Should().Equal(later.Select(Describe));
    }

    [Fact]
    public async Task What_was_not_acknowledged_comes_again_when_the_consumer_is_lost()
    {
        var published = Events(5);
        await Queue.Publisher.PublishAsync(published, Cancel);
        (await ReceiveAsync(5)).Events.Should().NotBeEmpty();

        await Queue.LoseConsumerAsync();

        (await ConsumeAsync(5)).Select(Describe).Should().BeEquivalentTo(published.Select(Describe));
    }

    [Fact]
    public async Task A_delivery_has_at_most_as_many_messages_as_were_asked_for()
    {
        await Queue.Publisher.PublishAsync(Events(7), Cancel);

        (await ReceiveAsync(3)).Events.Count.Should().BeInRange(1, 3);
    }

    [Fact]
    public async Task A_consumer_waits_for_what_comes()
    {
        var waiting = Queue.Consumer.ReceiveAsync(10, Cancel).AsTask();
        waiting.IsCompleted.Should().BeFalse();

        await Queue.Publisher.PublishAsync(Events(1), Cancel);

        (await waiting.WaitAsync(Limit, Cancel)).Events.Should().ContainSingle();
    }

    [Fact]
    public async Task A_consumer_that_is_cancelled_takes_nothing_with_it()
    {
        using var cancelled = CancellationTokenSource.CreateLinkedTokenSource(Cancel);
        var waiting = Queue.Consumer.ReceiveAsync(10, cancelled.Token).AsTask();
        await cancelled.CancelAsync();
        await FluentActions.Awaiting(() => waiting).Should().ThrowAsync<OperationCanceledException>();

        await Queue.Publisher.PublishAsync(Events(1), Cancel);

        (await ReceiveAsync(10)).Events.Should().ContainSingle();
    }

    protected abstract ValueTask<IQueueFixture> CreateAsync();

    private static List<RecordedEvent> Events(int count)
    {
        var stream = Some.Stream();
        return [.. Enumerable.Range(1, count).Select(i => new RecordedEvent(
            stream, new StreamVersion(i), Some.Event(data: $$"""{"number":{{i}}}"""), Some.Time,
            new EventMetadata("correlation", "causation", "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01"), new GlobalPosition(i)))];
    }

    private static string Describe(RecordedEvent e) =>
        $"{e.Stream} {e.Version} {e.Event.Id} {e.Event.Type} {e.Event.SchemaVersion} {System.Text.Encoding.UTF8.GetString(e.Event.Data.Span)} {e.At:O} {e.Metadata}";

    private async Task<List<RecordedEvent>> ConsumeAsync(int count)
    {
        var consumed = new List<RecordedEvent>();
        while (consumed.Count < count)
        {
            var delivery = await ReceiveAsync(200);
            consumed.AddRange(delivery.Events);
            await delivery.AcknowledgeAsync(Cancel);
        }

        return consumed;
    }

    private Task<Delivery> ReceiveAsync(int maxMessages) => Queue.Consumer.ReceiveAsync(maxMessages, Cancel).AsTask().WaitAsync(Limit, Cancel);
}
