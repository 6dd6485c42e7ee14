using CqrsPrototype.Mongo.Connecting;
using MongoDB.Bson;
using MongoDB.Driver;

namespace CqrsPrototype.Tests.Mongo;

/// <summary>Which writes wait for what, by kind of server. No replica set was at hand: only the choice is tested, not the server.</summary>
public sealed class ConcernsTests
{
    [Theory]
    [InlineData("""{ "setName": "rs0" }""")]
    [InlineData("""{ "msg": "isdbgrid" }""")]
    public void A_replica_set_is_asked_for_a_journaled_majority(string hello)
    {
        var concerns = Concerns.For(BsonDocument.Parse(hello));

        concerns.Durable.Should().Be(new WriteConcern("majority", journal: true));
        concerns.VisibleIsDurable.Should().BeTrue();
    }

    [Fact]
    public void A_standalone_is_asked_for_its_journal_and_never_for_a_majority()
    {
        var concerns = Concerns.For([]);

        concerns.Durable.Should().Be(new WriteConcern(1, journal: true));
        concerns.VisibleIsDurable.Should().BeFalse();
    }

    [Fact]
    public void Reads_ask_for_a_majority_whatever_the_server() => Concerns.Read.Should().Be(ReadConcern.Majority);
}
