using CqrsPrototype.Drill.Running;

namespace CqrsPrototype.Tests.Drill;

/// <summary>The command line of the drill.</summary>
public sealed class DrillOptionsTests
{
    private static readonly string[] Scenarios = ["failure", "backlog"];

    [Fact]
    public void Without_options_there_is_a_minute_of_failures_from_any_seed()
    {
        var options = DrillOptions.Parse([], Scenarios, out var problem);

        problem.Should().BeNull();
        (options!.Scenario, options.Duration).Should().Be(("failure", TimeSpan.FromMinutes(1)));
    }

    [Fact]
    public void Options_are_read()
    {
        var options = DrillOptions.Parse(["--minutes", "2.5", "--seed", "7", "--scenario", "backlog", "--events", "1000"], Scenarios, out _);

        (options!.Scenario, options.Duration, options.Seed, options.Events).Should().Be(("backlog", TimeSpan.FromMinutes(2.5), 7, 1000));
    }

    [Theory]
    [InlineData("--minutes", "0")]
    [InlineData("--minutes", "many")]
    [InlineData("--seed", "-1")]
    [InlineData("--events", "0")]
    [InlineData("--scenario", "nothing")]
    [InlineData("--unknown", "1")]
    [InlineData("--seed")]
    public void What_makes_no_sense_is_refused_in_words(params string[] arguments)
    {
        DrillOptions.Parse(arguments, Scenarios, out var problem).Should().BeNull();

        problem.Should().Contain(arguments[^1]);
    }
}
