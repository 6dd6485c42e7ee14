using System.Text.Json;
using CqrsPrototype.EventSourcing.Streams;
using CqrsPrototype.Tests.Support;
using CqrsPrototype.Users.Domain;
using CqrsPrototype.Users.Projections;

namespace CqrsPrototype.Tests.Users.Projections;

/// <summary>The read model of users: given these events, then this view.</summary>
public sealed class UserProjectionTests
{
    private static readonly UserProjection Projection = new();

    [Fact]
    public void A_created_user_is_shown() =>
        Given(new UserCreated("Ada@x", "Ada")).Should().Be(new UserView("Ada@x", "Ada", 1, At(1), At(1)));

    [Fact]
    public void A_renamed_user_keeps_when_it_was_created() =>
        Given(new UserCreated("Ada@x", "Ada"), new UserUpdated("Ada@x", "King")).Should().Be(new UserView("Ada@x", "King", 2, At(1), At(2)));

    [Fact]
    public void A_deleted_user_is_not_shown() => Given(new UserCreated("Ada@x", "Ada"), new UserDeleted("Ada@x")).Should().BeNull();

    [Fact]
    public void A_user_that_was_created_again_is_new_but_for_its_version() =>
        Given(new UserCreated("Ada@x", "Ada"), new UserDeleted("Ada@x"), new UserCreated("ada@x", "Bob"))
            .Should().Be(new UserView("ada@x", "Bob", 3, At(3), At(3)));

    [Fact]
    public void A_view_is_written_as_the_contract_says() =>
        JsonSerializer.Serialize(new UserView("Ada@x", "Ada", 1, At(1), At(2)), Projection.Json)
            .Should().Be("""{"email":"Ada@x","name":"Ada","version":1,"createdAt":"2026-11-24T10:00:01.123Z","updatedAt":"2026-11-24T10:00:02.123Z"}""");

    [Fact]
    public void Times_always_have_milliseconds() =>
        JsonSerializer.Serialize(new UserView("a@x", "A", 1, new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero), At(1)), Projection.Json)
            .Should().Contain("\"2026-01-01T00:00:00.000Z\"");

    [Fact]
    public void Users_are_listed_by_address_and_found_by_the_words_of_the_name_and_the_address()
    {
        var view = new UserView("Ada@X.org", "Augusta  ADA\u2003Rene\u0301", 1, At(1), At(1));

        Projection.SortKey(view).Should().Be("ada@x.org");
        Projection.SearchTerms(view).Should().Equal("augusta", "ada", "ren\u00e9", "ada@x.org");
    }

    private static UserView? Given(params UserEvent[] events)
    {
        var stream = Some.Stream("user");
        return events.Select((e, i) => (Event: e, Version: i + 1)).Aggregate(default(UserView), (view, e) => Projection.Apply(
            view, e.Event, new RecordedEvent(stream, new StreamVersion(e.Version), Some.Event(), At(e.Version), EventMetadata.None, null)));
    }

    private static DateTimeOffset At(int second) => Some.Time.AddSeconds(second);
}
