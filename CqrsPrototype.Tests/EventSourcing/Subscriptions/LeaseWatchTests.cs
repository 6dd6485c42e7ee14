using CqrsPrototype.EventSourcing.Subscriptions;

namespace CqrsPrototype.Tests.EventSourcing.Subscriptions;

public sealed class LeaseWatchTests
{
    private readonly LeaseWatch _watch = new(TimeSpan.FromSeconds(5));

    [Fact]
    public void A_lease_that_nobody_has_held_or_that_was_given_up_may_be_taken_at_once()
    {
        _watch.MayTake(null, TimeSpan.Zero).Should().BeTrue();
        _watch.MayTake(new LeaseBeat("", 7), TimeSpan.Zero).Should().BeTrue();
    }

    [Fact]
    public void A_holder_that_beats_keeps_its_lease_for_ever()
    {
        for (var second = 0; second < 60; second++)
        {
            _watch.MayTake(new LeaseBeat("other", second), TimeSpan.FromSeconds(second)).Should().BeFalse();
        }
    }

    [Fact]
    public void A_beat_that_stands_still_for_five_seconds_may_be_taken_and_not_before()
    {
        var beat = new LeaseBeat("other", 3);

        _watch.MayTake(beat, TimeSpan.FromSeconds(100)).Should().BeFalse();
        _watch.MayTake(beat, TimeSpan.FromSeconds(104.9)).Should().BeFalse();
        _watch.MayTake(beat, TimeSpan.FromSeconds(105)).Should().BeTrue();
    }
}
