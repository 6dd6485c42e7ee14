using System.Text;
using CqrsPrototype.EventSourcing.Log;
using CqrsPrototype.EventSourcing.Streams;
using CqrsPrototype.Rabbit.Messages;
using RabbitMQ.Client;

namespace CqrsPrototype.Tests.Rabbit;

/// <summary>Events as messages and back, to the letter.</summary>
public sealed class EventMessageTests
{
    private static readonly RecordedEvent Event = new(
        StreamId.Of("user", "abc"), new StreamVersion(3),
        new EventData(Guid.Parse("0198c0de-0000-7000-8000-000000000001"), "user.created", 2, """{"email":"ada@computing.org","name":"Ada Lovelace"}"""u8.ToArray()),
        new DateTimeOffset(2026, 11, 24, 10, 0, 0, 7, TimeSpan.Zero),
        new EventMetadata("correlation", "causation", "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01"), new GlobalPosition(17));

    public static Dictionary<string, string> ExpectedHeaders => new()
    {
        ["cloudEvents:id"] = "0198c0de-0000-7000-8000-000000000001",
        ["cloudEvents:source"] = "urn:cqrs-prototype",
        ["cloudEvents:specversion"] = "1.0",
        ["cloudEvents:type"] = "user.created",
        ["cloudEvents:subject"] = "user-abc",
        ["cloudEvents:time"] = "2026-11-24T10:00:00.007Z",
        ["cloudEvents:dataschema"] = "urn:cqrs-prototype:user.created:2",
        ["cloudEvents:stream"] = "user-abc",
        ["cloudEvents:streamversion"] = "3",
        ["cloudEvents:position"] = "17",
        ["cloudEvents:correlationid"] = "correlation",
        ["cloudEvents:causationid"] = "causation",
        ["traceparent"] = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01",
    };

    [Fact]
    public void A_message_has_these_headers_and_no_others() =>
        EventMessage.Write(Event).Headers.Should().BeEquivalentTo(ExpectedHeaders.ToDictionary(h => h.Key, h => (object?)h.Value));

    [Fact]
    public void A_message_has_these_properties_and_no_others()
    {
        var properties = EventMessage.Write(Event);

        (properties.MessageId, properties.Type, properties.ContentType, properties.CorrelationId, properties.AppId, properties.Timestamp.UnixTime, properties.Persistent)
            .Should().Be(("0198c0de-0000-7000-8000-000000000001", "user.created", "application/json", "correlation", "cqrs-prototype", 1795514400L, true));
        (properties.IsUserIdPresent() || properties.IsReplyToPresent() || properties.IsExpirationPresent() || properties.IsPriorityPresent()
            || properties.IsContentEncodingPresent() || properties.IsClusterIdPresent()).Should().BeFalse();
    }

    [Fact]
    public void What_is_not_known_is_left_out()
    {
        var properties = EventMessage.Write(Event with { Metadata = EventMetadata.None });

        properties.IsCorrelationIdPresent().Should().BeFalse();
        properties.Headers!.Keys.Should().NotContain(["cloudEvents:correlationid", "cloudEvents:causationid", "traceparent"]);
    }

    [Fact]
    public void No_header_holds_an_e_mail_address() =>
        EventMessage.Write(Event).Headers!.Values.Should().NotContain(value => ((string)value!).Contains('@'));

    [Fact]
    public void A_message_is_read_back_as_the_event_that_it_was()
    {
        var (recorded, problem) = EventMessageReader.Read(EventMessage.Write(Event), Event.Event.Data);

        problem.Should().BeNull();
        recorded.Should().Be(Event);
    }

    [Fact]
    public void A_message_with_only_what_names_the_event_is_read_too()
    {
        var event_ = Event with { Metadata = EventMetadata.None, Position = null };

        EventMessageReader.Read(Received(_ => { }, event_), event_.Event.Data).Event.Should().Be(event_);
    }

    [Theory]
    [InlineData("cloudEvents:id", null)]
    [InlineData("cloudEvents:id", "1")]
    [InlineData("cloudEvents:type", null)]
    [InlineData("cloudEvents:type", "")]
    [InlineData("cloudEvents:stream", null)]
    [InlineData("cloudEvents:stream", "ada@computing.org")]
    [InlineData("cloudEvents:streamversion", null)]
    [InlineData("cloudEvents:streamversion", "0")]
    [InlineData("cloudEvents:streamversion", "-1")]
    [InlineData("cloudEvents:streamversion", "1.5")]
    [InlineData("cloudEvents:time", null)]
    [InlineData("cloudEvents:time", "yesterday")]
    [InlineData("cloudEvents:dataschema", null)]
    [InlineData("cloudEvents:dataschema", "urn:cqrs-prototype:user.deleted:1")]
    [InlineData("cloudEvents:dataschema", "urn:cqrs-prototype:user.created:x")]
    public void A_message_whose_header_is_missing_or_wrong_is_no_event_and_it_is_said_which(string header, string? value)
    {
        var received = Received(headers =>
        {
            headers.Remove(header);
            if (value is not null)
            {
                headers.Add(header, Encoding.UTF8.GetBytes(value));
            }
        });

        var (recorded, problem) = EventMessageReader.Read(received, Event.Event.Data);

        recorded.Should().BeNull();
        problem.Should().Contain($"'{header}'");
    }

    [Fact]
    public void A_header_of_another_type_than_a_string_is_wrong() =>
        EventMessageReader.Read(Received(headers => headers["cloudEvents:streamversion"] = 3L), Event.Event.Data).Problem.Should().Contain("streamversion");

    [Fact]
    public void A_message_without_headers_is_no_event() => EventMessageReader.Read(new BasicProperties(), Event.Event.Data).Event.Should().BeNull();

    [Theory]
    [InlineData("")]
    [InlineData("not json")]
    [InlineData("{\"email\":")]
    [InlineData("{} {}")]
    public void A_body_that_is_not_JSON_is_no_event(string body) =>
        EventMessageReader.Read(Received(_ => { }), Encoding.UTF8.GetBytes(body)).Problem.Should().Contain("not JSON");

    [Fact]
    public void A_body_that_is_not_UTF_8_is_no_event() =>
        EventMessageReader.Read(Received(_ => { }), new byte[] { (byte)'"', 0xff, (byte)'"' }).Problem.Should().Contain("not JSON");

    [Fact]
    public void A_body_that_is_too_large_is_no_event() =>
        EventMessageReader.Read(Received(_ => { }), Encoding.UTF8.GetBytes($"\"{new string('x', CommitLimits.MaxEventBytes)}\"")).Problem.Should().Contain("at most");

    [Fact]
    public void An_event_whose_type_nobody_knows_is_read_since_that_concerns_its_stream_alone()
    {
        var unknown = Event with { Event = Event.Event with { Type = "user.teleported" } };

        EventMessageReader.Read(EventMessage.Write(unknown), unknown.Event.Data).Event.Should().Be(unknown);
    }

    // As the client gives them: strings are bytes.
    private static BasicProperties Received(Action<IDictionary<string, object?>> change, RecordedEvent? recorded = null)
    {
        var properties = EventMessage.Write(recorded ?? Event);
        properties.Headers = properties.Headers!.ToDictionary(h => h.Key, h => (object?)Encoding.UTF8.GetBytes((string)h.Value!));
        change(properties.Headers);
        return properties;
    }
}
