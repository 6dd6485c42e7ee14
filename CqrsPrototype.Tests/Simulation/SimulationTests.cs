namespace CqrsPrototype.Tests.Simulation;

public sealed class SimulationTests
{
    [Fact]
    public void Whatever_fails_the_embedded_system_keeps_its_promises() => ShouldBeWide(Seeds.RunAll(Deployment.Embedded));

    [Fact]
    public void Whatever_fails_the_distributed_system_keeps_its_promises() => ShouldBeWide(Seeds.RunAll(Deployment.Distributed));

    private static void ShouldBeWide(Coverage? coverage)
    {
        coverage?.Missing.Should().BeEmpty("each request at every port fails in each way");
        coverage?.Answered.Should().BeGreaterThan(coverage.Asked / 2, "most commands are answered all the same");
    }
}
