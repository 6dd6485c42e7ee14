using System.Text.Json.Nodes;
using CqrsPrototype.EventSourcing.Signals;
using CqrsPrototype.EventSourcing.Streams;
using CqrsPrototype.Rabbit.Messages;
using CqrsPrototype.Rabbit.Parking;
using CqrsPrototype.Rabbit.Signals;
using CqrsPrototype.Rabbit.Topology;
using CqrsPrototype.Tests.Support;
using CqrsPrototype.Users.Domain;
using CqrsPrototype.Users.Projections;

namespace CqrsPrototype.Tests.Rabbit;

/// <summary>What the document says is what is sent, and what is sent is in the document.</summary>
public sealed class AsyncApiTests
{
    private static readonly StreamId Stream = StreamId.Of(UserAggregate.Category, new string('a', 26));

    private static readonly Dictionary<string, UserEvent> Events = new()
    {
        ["userCreated"] = new UserCreated("ada@computing.org", "Ada Lovelace"),
        ["userUpdated"] = new UserUpdated("ada@computing.org", "Ada King"),
        ["userDeleted"] = new UserDeleted("ada@computing.org"),
    };

    public static TheoryData<string> Messages => [.. Events.Keys];

    [Fact]
    public void Every_documented_header_is_sent_and_every_header_that_is_sent_is_documented() =>
        Headers(Full).Should().BeEquivalentTo(Names("components.schemas.headers.properties"));

    [Fact]
    public void The_headers_that_are_always_sent_are_documented_as_required() =>
        Headers(Minimal).Should().BeEquivalentTo(Required("components.schemas.headers"));

    [Fact]
    public void Every_documented_property_is_sent_and_every_property_that_is_sent_is_documented() =>
        Properties(Full).Keys.Should().BeEquivalentTo(Names("components.schemas.properties.properties"));

    [Fact]
    public void The_properties_that_are_always_sent_are_documented_as_required() =>
        Properties(Minimal).Keys.Should().BeEquivalentTo(Required("components.schemas.properties"));

    [Theory]
    [MemberData(nameof(Messages))]
    public void Values_are_as_documented(string message)
    {
        foreach (var recorded in new[] { Full(Events[message]), Minimal(Events[message]) })
        {
            var headers = new JsonObject(EventMessage.Write(recorded).Headers!.Select(h => KeyValuePair.Create(h.Key, (JsonNode?)JsonValue.Create((string)h.Value!))));
            AsyncApi.Problems("components.schemas.headers", headers).Should().BeEmpty();
            AsyncApi.Problems("components.schemas.properties", ToJson(PropertiesOf(recorded))).Should().BeEmpty();
            AsyncApi.Problems($"components.messages.{message}.payload", JsonNode.Parse(recorded.Event.Data.Span)).Should().BeEmpty();
        }
    }

    [Theory]
    [MemberData(nameof(Messages))]
    public void The_examples_are_events(string message)
    {
        var type = UserAggregate.Events.NameOf(Events[message]);
        foreach (var example in AsyncApi.At($"components.messages.{message}.examples").AsArray())
        {
            var data = System.Text.Encoding.UTF8.GetBytes(example!["payload"]!.ToJsonString());
            UserAggregate.Events.Deserialize(new EventData(Guid.NewGuid(), type, 1, data)).Should().BeOfType(Events[message].GetType());
        }
    }

    [Fact]
    public void Every_event_has_its_message_and_its_routing_key()
    {
        var names = Events.Keys.ToDictionary(message => message, message => AsyncApi.At($"components.messages.{message}")["name"]!.GetValue<string>());

        names.Should().BeEquivalentTo(Events.ToDictionary(e => e.Key, e => UserAggregate.Events.NameOf(e.Value)));
        foreach (var path in new[] { "channels.domainEvents.parameters.type.enum", "components.schemas.headers.properties.cloudEvents:type.enum" })
        {
            AsyncApi.At(path).AsArray().Select(n => n!.GetValue<string>()).Should().BeEquivalentTo(UserAggregate.Events.Names);
        }

        Names("channels.domainEvents.messages").Should().BeEquivalentTo(Events.Keys);
        Names("channels.projectorUsers.messages").Should().BeEquivalentTo(Events.Keys);
    }

    [Fact]
    public void Exchanges_and_queues_have_the_documented_names()
    {
        var queue = new ProjectionQueue(UserProjection.View, UserAggregate.Category);
        string Text(string path) => AsyncApi.At(path).GetValue<string>();

        Text("channels.domainEvents.bindings.amqp.exchange.name").Should().Be(RabbitTopology.EventsExchange);
        Text("channels.signals.bindings.amqp.exchange.name").Should().Be(RabbitTopology.SignalsExchange);
        (Text("channels.projectorUsers.address"), Text("channels.projectorUsers.bindings.amqp.queue.name")).Should().Be((queue.Name, queue.Name));
        (Text("channels.projectorUsersParked.address"), Text("channels.projectorUsersParked.bindings.amqp.queue.name")).Should().Be((queue.ParkedName, queue.ParkedName));
        AsyncApi.At("channels.projectorUsers")["description"]!.GetValue<string>().Should().Contain($"`{queue.BindingKey}`").And.Contain("`projector.users.gN`");
    }

    [Fact]
    public void Hints_are_as_documented()
    {
        var hint = new SignalMessage(Guid.NewGuid(), new Hints(true, false, [new ViewChange(Stream, new StreamVersion(3))])).Write();

        AsyncApi.Problems("components.schemas.signal", JsonNode.Parse(hint.Span)).Should().BeEmpty();
        SignalMessage.Read(System.Text.Encoding.UTF8.GetBytes(AsyncApi.At("components.messages.signal.examples")[0]!["payload"]!.ToJsonString()))!
            .Hints.Projected.Should().ContainSingle();
    }

    [Fact]
    public void Every_reference_leads_somewhere()
    {
        static IEnumerable<JsonNode> All(JsonNode? node) => node switch
        {
            JsonObject members => members.SelectMany(m => All(m.Value)).Prepend(members),
            JsonArray items => items.SelectMany(All),
            _ => [],
        };

        All(AsyncApi.Document).Should().AllSatisfy(node => AsyncApi.Resolve(node).Should().NotBeNull());
    }

    private static RecordedEvent Full(UserEvent happened) => Some.Recorded(1, Stream) with { Event = UserAggregate.Events.Serialize(happened, Guid.CreateVersion7()) };

    private static RecordedEvent Minimal(UserEvent happened) => Full(happened) with { Metadata = EventMetadata.None };

    private static IEnumerable<string> Headers(Func<UserEvent, RecordedEvent> recorded) => EventMessage.Write(recorded(Events["userCreated"])).Headers!.Keys;

    private static Dictionary<string, string> Properties(Func<UserEvent, RecordedEvent> recorded) => PropertiesOf(recorded(Events["userCreated"]));

    private static Dictionary<string, string> PropertiesOf(RecordedEvent recorded) =>
        ParkedProperties.Write(EventMessage.Write(recorded)).Where(p => !p.Key.StartsWith("headers", StringComparison.Ordinal)).ToDictionary();

    private static JsonObject ToJson(Dictionary<string, string> properties) => new(properties.Select(p => KeyValuePair.Create(
        p.Key, p.Key is "timestamp" or "delivery_mode" ? JsonNode.Parse(p.Value) : JsonValue.Create(p.Value))));

    private static IEnumerable<string> Names(string path) => AsyncApi.At(path).AsObject().Select(member => member.Key);

    private static IEnumerable<string> Required(string path) => AsyncApi.At(path)["required"]!.AsArray().Select(name => name!.GetValue<string>());
}
