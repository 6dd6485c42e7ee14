using System.Text;
using CqrsPrototype.EventSourcing.Events;
using CqrsPrototype.EventSourcing.Streams;
using CqrsPrototype.Tests.Support;
using CqrsPrototype.Users.Domain;

namespace CqrsPrototype.Tests.Users.Domain;

/// <summary>What is stored of users is public for ever: a change of it must show here.</summary>
public sealed class UserStateTests
{
    [Fact]
    public void Times_are_those_of_the_events()
    {
        var decider = new UserDecider();
        var created = decider.Evolve(decider.Initial, new UserCreated("ada@computing.org", "Ada"), Some.Time);

        var renamed = decider.Evolve(created, new UserUpdated("ada@computing.org", "Ada King"), Some.Time.AddHours(1));

        renamed.Should().Be(new UserState.Active("ada@computing.org", "Ada King", Some.Time, Some.Time.AddHours(1)));
    }

    public static TheoryData<string, string, string> StoredEvents => new()
    {
        { "user.created", """{"email":"ada@computing.org","name":"Ada"}""", "UserCreated" },
        { "user.updated", """{"email":"ada@computing.org","name":"Ada"}""", "UserUpdated" },
        { "user.deleted", """{"email":"ada@computing.org"}""", "UserDeleted" },
    };

    [Theory]
    [MemberData(nameof(StoredEvents))]
    public void Events_are_read_and_written_as_they_were_first_stored(string type, string json, string expected)
    {
        var stored = new EventData(Guid.NewGuid(), type, 1, Encoding.UTF8.GetBytes(json));

        var read = UserAggregate.Events.Deserialize(stored);
        var written = UserAggregate.Events.Serialize(read, stored.Id);

        read.GetType().Name.Should().Be(expected);
        Encoding.UTF8.GetString(written.Data.Span).Should().Be(json);
        (written.Type, written.SchemaVersion).Should().Be((type, 1));
    }

    [Fact]
    public void An_event_of_a_newer_program_is_not_guessed_at() =>
        UserAggregate.Events.Invoking(events => events.Deserialize(new EventData(Guid.NewGuid(), "user.created", 2, "{}"u8.ToArray())))
            .Should().Throw<UnknownEventTypeException>();

    [Fact]
    public void All_events_have_their_names() =>
        UserAggregate.Events.Names.Should().Equal("user.created", "user.deleted", "user.updated");

    [Theory]
    [InlineData("""{"is":"absent"}""")]
    [InlineData("""{"is":"active","email":"ada@computing.org","name":"Ada","createdAt":"2026-11-24T10:00:00.123+00:00","updatedAt":"2026-11-24T10:00:00.123+00:00"}""")]
    public void Snapshots_are_read_and_written_as_they_were_first_stored(string json)
    {
        var state = System.Text.Json.JsonSerializer.Deserialize(json, UserAggregate.Definition.StateJson)!;

        System.Text.Json.JsonSerializer.Serialize(state, UserAggregate.Definition.StateJson)
            .Should().Be(json);
    }
}
