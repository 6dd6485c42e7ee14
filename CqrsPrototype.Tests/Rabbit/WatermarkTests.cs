using CqrsPrototype.Rabbit.Consuming;

namespace CqrsPrototype.Tests.Rabbit;

public sealed class WatermarkTests
{
    private readonly Watermark _acknowledged = new();

    [Fact]
    public void Runs_in_order_are_acknowledged_at_once() =>
        (_acknowledged.Pass(1, 3), _acknowledged.Pass(4, 4), _acknowledged.Tag).Should().Be((true, true, 4UL));

    [Fact]
    public void A_run_ahead_of_another_is_acknowledged_alone_and_counted_when_the_other_is_there()
    {
        (_acknowledged.Pass(4, 6), _acknowledged.Pass(9, 9), _acknowledged.Tag).Should().Be((false, false, 0UL));
        (_acknowledged.Pass(1, 3), _acknowledged.Tag).Should().Be((true, 6UL));
        (_acknowledged.Pass(7, 8), _acknowledged.Tag).Should().Be((true, 9UL));
        _acknowledged.Pass(10, 10).Should().BeTrue();
    }
}
