using CqrsPrototype.Tests.Simulation.Mutations;

namespace CqrsPrototype.Tests.Simulation;

public sealed class ReplayTests
{
    public static TheoryData<string> Deployments => [.. Enum.GetNames<Deployment>()];

    [Theory]
    [MemberData(nameof(Deployments))]
    public void One_seed_has_one_history_and_another_seed_another(string deployment)
    {
        for (var seed = 1; seed <= 20; seed++)
        {
            var history = Run(seed, deployment);

            Run(seed, deployment).Should().Be(history);
            Run(seed + 1, deployment).Should().NotBe(history);
        }
    }

    [Fact]
    public void A_seed_that_fails_is_printed_with_what_led_to_it_and_the_command_that_runs_it_again()
    {
        var run = () => Seeds.Run(1, Deployment.Distributed, new AcknowledgesBeforeSaving());

        const string Test = nameof(A_seed_that_fails_is_printed_with_what_led_to_it_and_the_command_that_runs_it_again);
        var message = run.Should().Throw<SimulationFailedException>().Which.Message;
        message.Should().StartWith("Seed 1: Nothing is acknowledged before its effect").And.Contain("acknowledge account-").And.Contain(
            $"dotnet test --project CqrsPrototype.Tests -e SIMULATION_SEED=1 -- --filter-method \"*.{Test}\"");
        run.Should().Throw<SimulationFailedException>().Which.Message.Should().Be(message);
    }

    private static string Run(int seed, string deployment) => $"{Seeds.Run(seed, Enum.Parse<Deployment>(deployment), Mutation.None)}";
}
