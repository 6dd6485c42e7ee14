using System.Text;
using CqrsPrototype.EventSourcing.Messaging;
using CqrsPrototype.EventSourcing.Streams;
using CqrsPrototype.Rabbit.Topology;
using CqrsPrototype.Tests.Support;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace CqrsPrototype.Tests.Rabbit;

/// <summary>The publisher on the real broker: what the contract does not ask of every publisher.</summary>
public sealed class PublisherTests : BrokerTest
{
    private Messaging Publishing { get; set; } = null!;

    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        Publishing = await ReadyAsync(new Messaging(Host.Connections()));
    }

    [Fact]
    public async Task A_client_in_any_language_finds_the_message_as_it_is_documented()
    {
        var recorded = Some.Recorded(1);
        await Publishing.Publisher.PublishAsync([recorded], Cancel);

        var channel = await OpenChannelAsync();
        var message = (await channel.BasicGetAsync("projector.things", autoAck: true, Cancel))!;

        (message.Exchange, message.RoutingKey).Should().Be(("domain_events", "thing.happened"));
        message.Body.ToArray().Should().Equal(recorded.Event.Data.ToArray());
        var properties = message.BasicProperties;
        (properties.MessageId, properties.Type, properties.Timestamp.UnixTime, properties.ContentType, properties.CorrelationId, properties.AppId, properties.Persistent)
            .Should().Be((recorded.Event.Id.ToString(), "thing.happened", recorded.At.ToUnixTimeSeconds(), "application/json", "correlation", "cqrs-prototype", true));
        properties.Headers!.Keys.Should().BeEquivalentTo(EventMessageTests.ExpectedHeaders.Keys);
        properties.Headers.Values.Should().AllBeOfType<byte[]>("strings are what every client can read");
        Encoding.UTF8.GetString((byte[])properties.Headers["cloudEvents:stream"]!).Should().Be(recorded.Stream.Value);
    }

    [Fact]
    public async Task Of_many_in_one_call_each_is_confirmed_and_in_order()
    {
        var events = Some.Recorded(1, count: 3000);
        await Publishing.Publisher.PublishAsync(events, Cancel);

        (await CountAsync("projector.things")).Should().Be(3000);
        var channel = await OpenChannelAsync();
        for (var i = 0; i < 5; i++)
        {
            (await channel.BasicGetAsync("projector.things", autoAck: true, Cancel))!.BasicProperties.MessageId.Should().Be(events[i].Event.Id.ToString());
        }
    }

    [Fact]
    public async Task An_event_that_no_queue_takes_fails_is_degraded_health_after_three_times_and_well_again_once_one_does()
    {
        var lost = Some.Recorded(1) with { Event = Some.Event("stray.happened") };
        for (var i = 0; i < 3; i++)
        {
            (await HealthAsync()).Status.Should().Be(HealthStatus.Healthy);
            (await Publishing.Publisher.Awaiting(p => p.PublishAsync([lost], Cancel).AsTask()).Should().ThrowAsync<BrokerUnavailableException>())
                .WithMessage("*no queue*stray.happened*");
        }

        (await HealthAsync()).Should().BeEquivalentTo(new { Status = HealthStatus.Degraded });
        (await HealthAsync()).Description.Should().Contain("Unroutable").And.Contain("stray.happened");

        await (await OpenChannelAsync()).QueueBindAsync("projector.things", "domain_events", "stray.*", cancellationToken: Cancel);
        await Publishing.Publisher.PublishAsync([lost], Cancel);

        (await HealthAsync()).Status.Should().Be(HealthStatus.Healthy);
    }

    [Fact]
    public async Task A_queue_that_was_deleted_is_declared_again_at_the_first_return()
    {
        await Publishing.Publisher.PublishAsync([Some.Recorded(1)], Cancel);
        var channel = await OpenChannelAsync();
        await channel.QueueDeleteAsync("projector.things", ifUnused: false, ifEmpty: false, cancellationToken: Cancel);

        await FailsAsync([Some.Recorded(2)]);
        await Publishing.Publisher.PublishAsync([Some.Recorded(2)], Cancel);

        (await CountAsync("projector.things")).Should().Be(1);
    }

    [Fact]
    public async Task A_message_that_the_broker_refuses_fails_and_can_be_published_again()
    {
        await Publishing.Publisher.PublishAsync([Some.Recorded(1)], Cancel);
        var channel = await OpenChannelAsync();
        var full = new Dictionary<string, object?> { ["x-max-length"] = 1, ["x-overflow"] = "reject-publish", ["x-queue-type"] = "classic" };
        await channel.QueueDeclareAsync("full", durable: true, exclusive: false, autoDelete: false, full, cancellationToken: Cancel);
        await channel.QueueBindAsync("full", "domain_events", "thing.*", cancellationToken: Cancel);

        await Publishing.Publisher.Awaiting(p => p.PublishAsync(Some.Recorded(2, count: 10), Cancel).AsTask())
            .Should().ThrowAsync<BrokerUnavailableException>().WithMessage("*refused*");

        await channel.QueueDeleteAsync("full", ifUnused: false, ifEmpty: false, cancellationToken: Cancel);
        await Publishing.Publisher.PublishAsync(Some.Recorded(2, count: 10), Cancel);
    }

    [Fact]
    public async Task A_channel_that_the_broker_closes_is_opened_again_with_everything_declared()
    {
        await Publishing.Publisher.PublishAsync([Some.Recorded(1)], Cancel);
        await (await OpenChannelAsync()).ExchangeDeleteAsync(RabbitTopology.EventsExchange, cancellationToken: Cancel);

        await FailsAsync([Some.Recorded(2)]);
        await Publishing.Publisher.PublishAsync([Some.Recorded(2)], Cancel);
    }

    [Fact]
    public async Task A_connection_that_breaks_in_the_middle_loses_nothing_when_all_is_published_again()
    {
        await using var proxy = Host.Proxy();
        var cut = await ReadyAsync(new Messaging(Host.Connections(proxy.Port)));
        var events = Some.Recorded(1, count: 2000);
        proxy.CutAfter(500_000);

        await cut.Publisher.Awaiting(p => p.PublishAsync(events, Cancel).AsTask()).Should().ThrowAsync<BrokerUnavailableException>();
        await cut.ReadyAsync();
        await cut.Publisher.PublishAsync(events, Cancel);

        var ids = new HashSet<Guid>();
        while (ids.Count < events.Count)
        {
            var delivery = await ReceiveAsync(cut.Consumer, 200);
            ids.UnionWith(delivery.Events.Select(e => e.Event.Id));
            await delivery.AcknowledgeAsync(Cancel);
        }

        ids.Should().BeEquivalentTo(events.Select(e => e.Event.Id));
    }

    [Fact]
    public async Task Two_who_publish_at_once_take_turns()
    {
        await Race.Of(4, async i =>
        {
            await Publishing.Publisher.PublishAsync(Some.Recorded(1, count: 50), Cancel);
            return i;
        });

        (await CountAsync("projector.things")).Should().Be(200);
    }

    [Fact]
    public async Task A_publisher_that_is_cancelled_can_go_on()
    {
        await using var proxy = Host.Proxy();
        var process = await ReadyAsync(new Messaging(Host.Connections(proxy.Port)));

        // Nothing is confirmed, so it cannot be done before it is cancelled.
        proxy.Pause();
        using var cancelled = new CancellationTokenSource();
        var publishing = process.Publisher.PublishAsync(Some.Recorded(1, count: 5000), cancelled.Token).AsTask();
        await cancelled.CancelAsync();
        proxy.Resume();
        await FluentActions.Awaiting(() => publishing).Should().ThrowAsync<OperationCanceledException>();

        await process.Publisher.PublishAsync([Some.Recorded(2)], Cancel);
    }

    private async Task FailsAsync(IReadOnlyList<RecordedEvent> events) =>
        await Publishing.Publisher.Awaiting(p => p.PublishAsync(events, Cancel).AsTask()).Should().ThrowAsync<BrokerUnavailableException>();

    private async Task<HealthReportEntry> HealthAsync()
    {
        HealthReportEntry entry = default;
        await Eventually.Until("the connections stand", async () =>
        {
            entry = await Publishing.HealthAsync();
            return !entry.Description!.StartsWith("Connecting", StringComparison.Ordinal);
        });
        return entry;
    }
}
