using System.Text;
using CqrsPrototype.EventSourcing.Messaging;
using CqrsPrototype.Rabbit;
using CqrsPrototype.Rabbit.Topology;
using CqrsPrototype.Tests.Support;
using RabbitMQ.Client;

namespace CqrsPrototype.Tests.Rabbit;

/// <summary>What becomes of a message that the broker gives up on, and of one that is sent again.</summary>
public sealed class ParkingTests : BrokerTest
{
    private Messaging Process { get; set; } = null!;

    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        Process = await ReadyAsync(new Messaging(Host.Connections(), services => services.AddParkedMessageCollector()));
    }

    [Fact]
    public async Task A_message_that_comes_back_too_often_is_moved_to_where_a_person_can_see_it()
    {
        var recorded = Some.Recorded(1);
        await Process.Publisher.PublishAsync([recorded], Cancel);
        await GiveBackAsync(RabbitTopology.DeliveryLimit + 1);
        await Process.StartAsync(Cancel);

        var parked = await ParkedAsync();

        parked.Body.ToArray().Should().Equal(recorded.Event.Data.ToArray());
        parked.Reason.Should().Contain("gave up").And.Contain("delivery_limit");
        parked.Properties.Should().Contain("queue", "projector.things").And.Contain("message_id", recorded.Event.Id.ToString());
        await Eventually.Until("the dead-letter queue is empty", async () => (await Host.QueueAsync("projector.things.parked"))?.MessageCount == 0);
    }

    [Fact]
    public async Task What_was_given_up_on_and_is_sent_again_is_taken_as_the_event_that_it_was()
    {
        var recorded = Some.Recorded(1);
        await Process.Publisher.PublishAsync([recorded], Cancel);
        await GiveBackAsync(RabbitTopology.DeliveryLimit + 1);
        await Process.StartAsync(Cancel);

        await Process.Get<IParkedMessageReplay>().ReplayAsync(await ParkedAsync(), Cancel);

        var again = await ReceiveAsync(Process.Consumer, 10);
        again.Events.Should().ContainSingle().Which.Event.Id.Should().Be(recorded.Event.Id);
    }

    [Fact]
    public async Task A_message_that_is_sent_again_has_body_and_properties_as_they_came_and_goes_to_its_queue_alone()
    {
        var channel = await OpenChannelAsync();
        var other = Messaging.Things with { View = Messaging.Things.View with { Generation = 2 } };
        await RabbitTopology.DeclareAsync(channel, Messaging.Things, Cancel);
        await RabbitTopology.DeclareAsync(channel, other, Cancel);
        var sent = new BasicProperties
        {
            MessageId = "7",
            Type = "strange",
            Priority = 3,
            CorrelationId = "c",
            ContentEncoding = "none",
            Timestamp = new AmqpTimestamp(5),
            Persistent = true,
            Headers = new Dictionary<string, object?>
            {
                ["text"] = "é",
                ["bytes"] = new byte[] { 0xff },
                ["number"] = -7L,
                ["small"] = (short)3,
                ["truth"] = true,
                ["nothing"] = null,
                ["fraction"] = 0.5,
                ["time"] = new AmqpTimestamp(9),
                ["list"] = new List<object?> { "a", 1L },
                ["table"] = new Dictionary<string, object?> { ["in"] = 2L },
            },
        };
        await channel.BasicPublishAsync("", Messaging.Things.Name, mandatory: true, sent, new byte[] { 0xff, 0 }, Cancel);
        var original = await GetAsync(channel, Messaging.Things.Name);
        await channel.BasicNackAsync(original.DeliveryTag, multiple: false, requeue: true, Cancel);
        _ = Process.Consumer.ReceiveAsync(10, Cancel).AsTask();
        var parked = await ParkedAsync();
        await Process.DisposeAsync();

        await using var operations = new Messaging(Host.Connections());
        await operations.ReadyAsync();
        await operations.Get<IParkedMessageReplay>().ReplayAsync(parked, Cancel);

        // The process may have ended before the broker heard that the message is parked; then that comes once more.
        BasicGetResult again;
        do
        {
            again = await GetAsync(channel, Messaging.Things.Name);
        }
        while (!again.BasicProperties.Headers!.ContainsKey("x-replay"));

        again.Body.ToArray().Should().Equal(0xff, 0);
        Describe(again).Should().Be(Describe(original) + " x-replay=1");
        (await channel.MessageCountAsync(other.Name, Cancel)).Should().Be(0);
    }

    [Fact]
    public async Task A_message_that_cannot_be_read_this_time_either_is_a_new_entry_that_deleting_the_old_one_leaves()
    {
        await Process.StartAsync(Cancel);
        var channel = await OpenChannelAsync();
        await RabbitTopology.DeclareAsync(channel, Messaging.Things, Cancel);
        _ = Process.Consumer.ReceiveAsync(10, Cancel).AsTask();
        await channel.BasicPublishAsync("", Messaging.Things.Name, mandatory: true, new BasicProperties(), "not json"u8.ToArray(), Cancel);
        var parked = await ParkedAsync();

        await Process.Get<IParkedMessageReplay>().ReplayAsync(parked, Cancel);
        await Process.Parked.DeleteAsync(parked.Id, Cancel);

        (await ParkedAsync()).Id.Should().NotBe(parked.Id);
    }

    [Fact]
    public async Task A_message_whose_queue_is_gone_stays_parked()
    {
        var parked = new ParkedMessage(
            "1", "not json"u8.ToArray(), new Dictionary<string, string> { ["queue"] = "projector.things.g7" }, "It is not JSON.", Some.Time);

        await Process.Get<IParkedMessageReplay>().Awaiting(r => r.ReplayAsync(parked, Cancel).AsTask())
            .Should().ThrowAsync<BrokerUnavailableException>().WithMessage("*projector.things.g7*");
    }

    private async Task<ParkedMessage> ParkedAsync()
    {
        IReadOnlyList<ParkedMessage> parked = [];
        await Eventually.Until("a message is parked", async () => (parked = await Process.Parked.ListAsync(null, 10, Cancel)).Count == 1);
        return parked[0];
    }

    // As consumers that crash with it.
    private async Task GiveBackAsync(int times)
    {
        var channel = await OpenChannelAsync();
        for (var i = 0; i < times; i++)
        {
            var message = await GetAsync(channel, Messaging.Things.Name);
            await channel.BasicRejectAsync(message.DeliveryTag, requeue: true, Cancel);
        }
    }

    private static async Task<BasicGetResult> GetAsync(IChannel channel, string queue)
    {
        BasicGetResult? message = null;
        await Eventually.Until($"a message is in {queue}", async () => (message = await channel.BasicGetAsync(queue, autoAck: false, Cancel)) is not null);
        return message!;
    }

    private static string Describe(BasicGetResult message)
    {
        var p = message.BasicProperties;
        var headers = p.Headers!.Where(h => h.Key is not ("x-delivery-count" or "x-acquired-count")).OrderBy(h => h.Key).Select(h => $"{h.Key}={Text(h.Value)}");
        return $"{p.MessageId} {p.Type} {p.Priority} {p.CorrelationId} {p.ContentEncoding} {p.Timestamp.UnixTime} {p.Persistent} {string.Join(' ', headers)}";
    }

    private static string Text(object? value) => value switch
    {
        byte[] bytes => Encoding.Latin1.GetString(bytes),
        IDictionary<string, object?> table => $"{{{string.Join(',', table.Select(e => $"{e.Key}:{Text(e.Value)}"))}}}",
        IList<object?> list => $"[{string.Join(',', list.Select(Text))}]",
        _ => $"{value?.GetType().Name}:{value}",
    };
}
