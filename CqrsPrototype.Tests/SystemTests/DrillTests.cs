using CqrsPrototype.Drill.Running;
using CqrsPrototype.Drill.Scenarios;
using CqrsPrototype.Drill.Servers;
using CqrsPrototype.Tests.Repository;

namespace CqrsPrototype.Tests.SystemTests;

/// <summary>A short drill; the program CqrsPrototype.Drill runs long ones, and docs/drill.md tells of them.</summary>
[Collection(OneAtATime.Name)]
public sealed class DrillTests
{
    // Draws kills of each service, of the broker and of the database, a freeze that costs a lease, and a restart.
    private const int Seed = 90;

    private static readonly TimeSpan Duration = TimeSpan.FromSeconds(20);
    private static readonly string Scripts = Path.Combine(Repo.Root, "..", "shared", "services");

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Whatever_is_killed_frozen_and_restarted_under_load_nothing_is_lost_and_nothing_happens_twice()
    {
        var report = await (Environment.IsPrivilegedProcess && File.Exists(Path.Combine(Scripts, "up")) ? OnServersOfItsOwnAsync() : OnSharedServersAsync());

        report.Events.Should().BePositive();
        report.Violations.Should().BeEmpty($"the seed was {Seed}, and this happened:\n{report}");
    }

    private static async Task<Report> OnServersOfItsOwnAsync()
    {
        var programs = await Programs.PublishAsync();
        await using var servers = await ServerScripts.StartAsync(Scripts, Cancel);
        return await DrillAsync(programs, servers.Connections, servers.All);
    }

    // Others use them too, so only services are killed.
    private static async Task<Report> OnSharedServersAsync()
    {
        await using var deployment = await Deployment.CreateAsync();
        return await DrillAsync(await Programs.PublishAsync(), deployment.Connections, []);
    }

    private static async Task<Report> DrillAsync(IReadOnlyDictionary<string, string> programs, Connections connections, IReadOnlyList<Server> servers)
    {
        var logs = Directory.CreateDirectory(Path.Combine(Repo.Root, "artifacts", "drill", "test")).FullName;
        var report = await new DrillRun(Seed, programs, connections, servers, logs, TimeProvider.System, Say).RunAsync(new FailureScenario(Seed, Duration), Cancel);
        Say($"{report}");
        return report;
    }

    private static void Say(string line) => TestContext.Current.TestOutputHelper?.WriteLine(line);
}
