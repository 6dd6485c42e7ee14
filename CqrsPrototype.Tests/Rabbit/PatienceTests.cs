using CqrsPrototype.Rabbit.Publishing;

namespace CqrsPrototype.Tests.Rabbit;

public sealed class PatienceTests
{
    private readonly Patience _patience = new(TimeSpan.FromSeconds(30));

    [Fact]
    public void It_is_over_when_nothing_was_confirmed_in_the_time() =>
        (IsOver(0, 0), IsOver(0, 29), IsOver(0, 30)).Should().Be((false, false, true));

    [Fact]
    public void Each_confirm_begins_it_anew() =>
        (IsOver(0, 0), IsOver(1, 29), IsOver(1, 58), IsOver(1, 59)).Should().Be((false, false, false, true));

    [Fact]
    public void The_time_in_which_the_broker_is_blocked_does_not_count() =>
        (IsOver(0, 0), IsOver(0, 1000, isBlocked: true), IsOver(0, 1029), IsOver(0, 1030)).Should().Be((false, false, false, true));

    private bool IsOver(long confirmed, int seconds, bool isBlocked = false) => _patience.IsOver(confirmed, isBlocked, TimeSpan.FromSeconds(seconds));
}
