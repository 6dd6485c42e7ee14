using CqrsPrototype.Mongo.Connecting;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace CqrsPrototype.Tests.Mongo;

/// <summary>What calls tell of the server.</summary>
public sealed class AvailabilityTests
{
    private readonly FakeTimeProvider _time = new();
    private readonly Availability _availability;

    public AvailabilityTests() => _availability = new(_time, NullLogger<Availability>.Instance);

    [Fact]
    public void A_server_is_away_from_the_beginning_of_the_first_of_the_calls_that_failed_in_a_row_until_one_is_answered()
    {
        _time.Advance(TimeSpan.FromSeconds(1));
        _availability.AwayFor.Should().Be(TimeSpan.Zero);

        var began = _time.GetTimestamp();
        _time.Advance(TimeSpan.FromSeconds(4));
        _availability.Failed("It is away.", began);
        _availability.Failed("It is away.", _time.GetTimestamp());
        _time.Advance(TimeSpan.FromSeconds(3));
        _availability.AwayFor.Should().Be(TimeSpan.FromSeconds(7));

        _availability.Answered();
        _availability.AwayFor.Should().Be(TimeSpan.Zero);
    }
}
