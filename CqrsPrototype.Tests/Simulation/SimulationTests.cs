namespace CqrsPrototype.Tests.Simulation;

public sealed class SimulationTests
{
    [Fact]
    public void Whatever_fails_the_embedded_system_keeps_its_promises() => Seeds.RunAll(Deployment.Embedded);

    [Fact]
    public void Whatever_fails_the_distributed_system_keeps_its_promises() => Seeds.RunAll(Deployment.Distributed);
}
