using System.Text;
using CqrsPrototype.EventSourcing.Messaging;
using CqrsPrototype.Tests.Support;
using CqrsPrototype.Tests.Telemetry;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using RabbitMQ.Client;

namespace CqrsPrototype.Tests.Rabbit;

/// <summary>What messaging tells of itself. Tests beside this one use the broker too, and are in the numbers.</summary>
public sealed class BrokerTelemetryTests : BrokerTest
{
    private const string Destination = "messaging.destination.name";

    private readonly RecordingLogger _log = new();

    private Messaging Process { get; set; } = null!;

    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        Process = await ReadyAsync(new Messaging(Host.Connections(), services => services.AddLogging(logging => logging.AddProvider(_log))));
    }

    [Fact]
    public async Task Messages_are_counted_where_they_go_and_timed_until_they_are_confirmed_and_acknowledged()
    {
        using var measured = new Measurements();
        await Process.Publisher.PublishAsync(Some.Recorded(1, count: 5), Cancel);
        await (await Process.Consumer.ReceiveAsync(5, Cancel)).AcknowledgeAsync(Cancel);

        measured.Of("messaging.client.sent.messages", (Destination, "domain_events")).Should().Contain(5);
        measured.Of("messaging.client.operation.duration", ("messaging.operation.name", "publish")).Should().HaveCountGreaterThanOrEqualTo(5)
            .And.OnlyContain(seconds => seconds > 0);
        measured.Of("messaging.client.consumed.messages", (Destination, "projector.things")).Sum().Should().BePositive();
        measured.Of("messaging.process.duration", (Destination, "projector.things")).Should().NotBeEmpty().And.OnlyContain(seconds => seconds > 0);
    }

    [Fact]
    public async Task What_no_queue_takes_is_counted_as_returned_and_as_sent_in_vain()
    {
        using var measured = new Measurements();
        var stray = Some.Recorded(1) with { Event = Some.Event("stray.happened") };

        await Process.Publisher.Awaiting(p => p.PublishAsync([stray], Cancel).AsTask()).Should().ThrowAsync<BrokerUnavailableException>();

        measured.Of("cqrs.broker.returns").Sum().Should().BePositive();
        measured.Of("messaging.client.sent.messages", ("error.type", typeof(BrokerUnavailableException).FullName!)).Should().NotBeEmpty();
    }

    [Fact]
    public async Task A_line_about_a_message_that_is_parked_has_the_trace_that_the_message_names()
    {
        var (trace, traceParent) = Traces.Begin();
        var receiving = Process.Consumer.ReceiveAsync(10, Cancel).AsTask();
        var properties = new BasicProperties { Headers = new Dictionary<string, object?> { ["traceparent"] = traceParent } };

        var channel = await OpenChannelAsync();
        await channel.BasicPublishAsync("", "projector.things", mandatory: true, properties, Encoding.UTF8.GetBytes("not json"), Cancel);
        await Eventually.Until("it is parked", () => _log.Lines.Any(line => line.Contains("was parked", StringComparison.Ordinal)));

        _log.TraceOf("was parked").Should().Be(trace);
        receiving.IsCompleted.Should().BeFalse();
    }
}
