using CqrsPrototype.EventSourcing.Log;
using CqrsPrototype.EventSourcing.Subscriptions;

namespace CqrsPrototype.Tests.EventSourcing.Subscriptions;

public sealed class KnownEndTests
{
    private readonly KnownEnd _known = new(TimeSpan.FromSeconds(5));

    [Fact]
    public void Nothing_is_known_for_long_at_first() => Observe(100, second: 0).Should().Be(0);

    [Fact]
    public void What_was_seen_five_seconds_ago_is_known_and_what_came_after_is_not_yet()
    {
        Observe(100, second: 0);
        Observe(200, second: 1);

        Observe(300, second: 4.9).Should().Be(0);
        Observe(300, second: 5).Should().Be(100);
        Observe(300, second: 6).Should().Be(200);
        Observe(300, second: 60).Should().Be(300);
    }

    [Fact]
    public void However_often_one_looks_what_is_known_follows_in_small_steps()
    {
        for (var millisecond = 0; millisecond < 20_000; millisecond++)
        {
            var known = Observe(millisecond, millisecond / 1000.0);

            known.Should().BeInRange(Math.Max(0, millisecond - 5200), Math.Max(0, millisecond - 5000));
        }
    }

    [Fact]
    public void Without_an_age_the_end_is_known_at_once()
    {
        var known = new KnownEnd(TimeSpan.Zero);

        known.Observe(new GlobalPosition(7), TimeSpan.Zero).Value.Should().Be(7);
        known.Observe(new GlobalPosition(9), TimeSpan.Zero).Value.Should().Be(9);
    }

    private long Observe(long end, double second) => _known.Observe(new GlobalPosition(end), TimeSpan.FromSeconds(second)).Value;
}
