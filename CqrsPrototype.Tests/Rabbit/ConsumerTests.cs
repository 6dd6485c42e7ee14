using System.Text;
using CqrsPrototype.EventSourcing.Messaging;
using CqrsPrototype.EventSourcing.Projections;
using CqrsPrototype.EventSourcing.Streams;
using CqrsPrototype.Rabbit.Topology;
using CqrsPrototype.Tests.Support;
using Microsoft.Extensions.DependencyInjection;
using RabbitMQ.Client;

namespace CqrsPrototype.Tests.Rabbit;

/// <summary>The consumer on the real broker: poison, lost connections, and what acknowledging means there.</summary>
public sealed class ConsumerTests : BrokerTest
{
    private Messaging Process { get; set; } = null!;

    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        Process = await ReadyAsync(new Messaging(Host.Connections()));
    }

    [Fact]
    public async Task A_message_that_is_no_event_is_parked_and_the_others_go_on()
    {
        var (before, after) = (Some.Recorded(1), Some.Recorded(2));
        await Process.Publisher.PublishAsync([before], Cancel);
        await SendAsync("not json", new BasicProperties { MessageId = "poison", Headers = new Dictionary<string, object?> { ["weight"] = 7 } });
        await Process.Publisher.PublishAsync([after], Cancel);

        (await ConsumeAsync(2)).Should().Equal(before.Event.Id, after.Event.Id);

        var parked = (await Process.Parked.ListAsync(null, 10, Cancel)).Should().ContainSingle().Subject;
        Encoding.UTF8.GetString(parked.Body.Span).Should().Be("not json");
        parked.Reason.Should().Contain("cloudEvents:id");
        parked.Properties.Should().Contain("queue", "projector.things").And.Contain("message_id", "poison").And.Contain("headers[Int32].weight", "7");
        await Eventually.Until("the queue is empty", async () => await WaitingAsync() == 0);
    }

    [Fact]
    public async Task Poison_alone_is_parked_and_taken_from_the_queue_while_the_consumer_goes_on_waiting()
    {
        var waiting = Process.Consumer.ReceiveAsync(10, Cancel).AsTask();
        await SendAsync("not json", new BasicProperties());
        await Eventually.Until("it is parked", async () => (await Process.Parked.ListAsync(null, 10, Cancel)).Count == 1);
        waiting.IsCompleted.Should().BeFalse();

        await Process.Publisher.PublishAsync([Some.Recorded(1)], Cancel);

        (await waiting.WaitAsync(Limit, Cancel)).Events.Should().ContainSingle();
    }

    [Fact]
    public async Task An_event_whose_type_nobody_knows_is_not_parked()
    {
        var unknown = Some.Recorded(1) with { Event = Some.Event("thing.teleported") };
        await Process.Publisher.PublishAsync([unknown], Cancel);

        (await ConsumeAsync(1)).Should().Equal(unknown.Event.Id);
    }

    [Fact]
    public async Task While_the_store_of_parked_messages_is_away_nothing_is_lost_and_then_all_comes_in_order()
    {
        var parked = new AwayParkedMessages { IsAway = true };
        var process = await ReadyAsync(new Messaging(Host.Connections(), services => services.AddSingleton<IParkedMessages>(parked)));
        var (before, after) = (Some.Recorded(1), Some.Recorded(2));
        await process.Publisher.PublishAsync([before], Cancel);
        await SendAsync("not json", new BasicProperties());
        await process.Publisher.PublishAsync([after], Cancel);
        await Eventually.Until("all three are in the queue", async () => await WaitingAsync() == 3);
        var taken = new List<Guid>();
        await FluentActions.Awaiting(async () =>
        {
            // The first may come alone, before what cannot be parked.
            while (true)
            {
                taken.AddRange(await ConsumeAsync(1, process.Consumer));
            }
        }).Should().ThrowAsync<EventStoreUnavailableException>();

        parked.IsAway = false;

        taken.AddRange(await ConsumeAsync(2 - taken.Count, process.Consumer));
        taken.Should().Equal(before.Event.Id, after.Event.Id);
        (await parked.ListAsync(null, 10, Cancel)).Should().ContainSingle();
    }

    [Fact]
    public async Task Deliveries_may_be_acknowledged_in_any_order()
    {
        var events = Some.Recorded(1, count: 6);
        await Process.Publisher.PublishAsync(events, Cancel);
        await Eventually.Until("all are in the queue", async () => await WaitingAsync() == 6);
        var deliveries = await TakeAsync(6, Process.Consumer);
        var second = deliveries[1];

        foreach (var delivery in deliveries.Except([second]).Reverse())
        {
            await delivery.AcknowledgeAsync(Cancel);
        }

        await Process.DisposeAsync();

        var next = await ReadyAsync(new Messaging(Host.Connections()));
        (await ConsumeAsync(second.Events.Count, next.Consumer)).Should().Equal(second.Events.Select(e => e.Event.Id));
        await Eventually.Until("the queue is empty", async () => await WaitingAsync() == 0);
    }

    [Fact]
    public async Task After_a_lost_connection_what_was_not_acknowledged_comes_again()
    {
        await using var proxy = Host.Proxy();
        var process = await ReadyAsync(new Messaging(Host.Connections(proxy.Port)));
        var events = Some.Recorded(1, count: 3);
        await process.Publisher.PublishAsync(events, Cancel);
        var lost = await TakeAsync(3, process.Consumer);

        proxy.Cut();

        await process.Consumer.Awaiting(c => c.ReceiveAsync(200, Cancel).AsTask().WaitAsync(Limit, Cancel)).Should().ThrowAsync<BrokerUnavailableException>();
        await lost[^1].Awaiting(d => d.AcknowledgeAsync(Cancel).AsTask()).Should().ThrowAsync<BrokerUnavailableException>();
        (await ConsumeAsync(3, process.Consumer)).Should().BeEquivalentTo(events.Select(e => e.Event.Id));
    }

    [Fact]
    public async Task A_message_that_is_larger_than_any_store_takes_is_parked_with_its_beginning_and_the_others_go_on()
    {
        await SendAsync(new string('x', 3 * 1024 * 1024), new BasicProperties());
        var published = Some.Recorded(1);
        await Process.Publisher.PublishAsync([published], Cancel);

        (await ConsumeAsync(1)).Should().Equal(published.Event.Id);

        var parked = (await Process.Parked.ListAsync(null, 10, Cancel)).Should().ContainSingle().Subject;
        parked.Body.Length.Should().Be(1024 * 1024);
        parked.Properties.Should().Contain("body_bytes", $"{3 * 1024 * 1024}");
    }

    [Fact]
    public async Task A_queue_that_is_deleted_under_its_consumer_is_declared_again()
    {
        var waiting = Process.Consumer.ReceiveAsync(10, Cancel).AsTask();
        var channel = await OpenChannelAsync();
        await Eventually.Until("it consumes", async () => await HasConsumerAsync());
        await channel.QueueDeleteAsync("projector.things", ifUnused: false, ifEmpty: false, cancellationToken: Cancel);
        await FluentActions.Awaiting(() => waiting.WaitAsync(Limit, Cancel)).Should().ThrowAsync<BrokerUnavailableException>().WithMessage("*deleted*");

        waiting = Process.Consumer.ReceiveAsync(10, Cancel).AsTask();
        await Eventually.Until("it consumes again", async () => await HasConsumerAsync());
        await Process.Publisher.PublishAsync([Some.Recorded(1)], Cancel);

        (await waiting.WaitAsync(Limit, Cancel)).Events.Should().ContainSingle();
    }

    [Fact]
    public async Task Each_generation_has_a_queue_of_its_own_and_gets_every_event()
    {
        var second = Process.Get<IEventConsumers>().Of(new ViewName("things", 2));
        var waiting = second.ReceiveAsync(10, Cancel).AsTask();
        await Eventually.Until("its queue is there", async () => await HasConsumerAsync("projector.things.g2"));
        var published = Some.Recorded(1);

        await Process.Publisher.PublishAsync([published], Cancel);

        (await waiting.WaitAsync(Limit, Cancel)).Events.Should().ContainSingle();
        (await ConsumeAsync(1)).Should().Equal(published.Event.Id);
    }

    [Fact]
    public void A_projection_whose_queue_nobody_has_named_is_a_mistake_of_the_host() =>
        Process.Get<IEventConsumers>().Invoking(c => c.Of(new ViewName("others", 1))).Should().Throw<ArgumentException>().WithMessage("*AddRabbitMessaging*");

    private async Task SendAsync(string body, BasicProperties properties)
    {
        // Once it is confirmed it is in the queue, before whatever is sent from now on.
        var channel = await OpenChannelAsync(new CreateChannelOptions(publisherConfirmationsEnabled: true, publisherConfirmationTrackingEnabled: true));
        await channel.BasicPublishAsync(RabbitTopology.EventsExchange, "thing.happened", mandatory: true, properties, Encoding.UTF8.GetBytes(body), Cancel);
    }

    // Two at most together, and fewer where no more have come yet.
    private static async Task<List<Delivery>> TakeAsync(int count, IEventConsumer consumer)
    {
        var deliveries = new List<Delivery>();
        while (deliveries.Sum(delivery => delivery.Events.Count) < count)
        {
            deliveries.Add(await ReceiveAsync(consumer, 2));
        }

        return deliveries;
    }

    private async Task<List<Guid>> ConsumeAsync(int count, IEventConsumer? consumer = null)
    {
        var ids = new List<Guid>();
        while (ids.Count < count)
        {
            var delivery = await ReceiveAsync(consumer ?? Process.Consumer, 200);
            ids.AddRange(delivery.Events.Select(e => e.Event.Id));
            await delivery.AcknowledgeAsync(Cancel);
        }

        return ids;
    }

    private async Task<uint> WaitingAsync() => (await Host.QueueAsync(Messaging.Things.Name))?.MessageCount ?? 0;

    private async Task<bool> HasConsumerAsync(string queue = "projector.things") => (await Host.QueueAsync(queue))?.ConsumerCount > 0;
}
