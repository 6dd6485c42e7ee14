using CqrsPrototype.Drill.Faults;

namespace CqrsPrototype.Tests.Drill;

/// <summary>Faults are drawn from the seed alone.</summary>
public sealed class FaultPlanTests
{
    private static readonly string[] Targets = ["command-1", "command-2", "query-1", "query-2", "projector-1", "projector-2", "rabbitmq", "mongodb"];
    private static readonly TimeSpan FiveMinutes = TimeSpan.FromMinutes(5);

    [Fact]
    public void The_same_seed_draws_the_same_faults() =>
        FaultPlan.Draw(42, Targets, FiveMinutes).Should().Equal(FaultPlan.Draw(42, Targets, FiveMinutes));

    [Fact]
    public void Another_seed_draws_others() =>
        FaultPlan.Draw(42, Targets, FiveMinutes).Should().NotEqual(FaultPlan.Draw(43, Targets, FiveMinutes));

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void In_five_minutes_everybody_is_hit_and_there_are_at_least_forty_kills_and_freezes_that_outlast_a_lease(int seed)
    {
        var plan = FaultPlan.Draw(seed, Targets, FiveMinutes);

        plan.Select(fault => fault.Target).Distinct().Should().BeEquivalentTo(Targets);
        plan.Count(fault => fault.Kind == FaultKind.Kill).Should().BeGreaterThanOrEqualTo(40);
        plan.Should().Contain(fault => fault.Kind == FaultKind.Freeze && fault.For > TimeSpan.FromSeconds(5));
        plan.Should().BeInAscendingOrder(fault => fault.At).And.OnlyContain(fault => fault.At < FiveMinutes);
    }
}
