using CqrsPrototype.Drill.Processes;
using CqrsPrototype.Tests.Repository;
using CqrsPrototype.Tests.Support;

namespace CqrsPrototype.Tests.Monitoring;

/// <summary>Configuration and rules of Prometheus, and the runbooks that alerts lead to.</summary>
public sealed class RuleTests
{
    private static readonly string Folder = Path.Combine(MonitoringFiles.Folder, "prometheus");

    public static TheoryData<string> UnitTests => [.. Directory.GetFiles(Path.Combine(Folder, "tests")).Select(file => Path.GetFileName(file))];

    [Fact]
    public Task Prometheus_accepts_the_configuration_and_the_rules() => RunAsync("check", "config", Path.Combine(Folder, "prometheus.yml"));

    [Theory]
    [MemberData(nameof(UnitTests))]
    public Task Rules_do_what_their_unit_tests_say(string file) => RunAsync("test", "rules", Path.Combine(Folder, "tests", file));

    [Fact]
    public void Each_alert_is_tested_to_fire_and_to_be_silent()
    {
        var tested = from file in Directory.GetFiles(Path.Combine(Folder, "tests"))
                     from test in MonitoringFiles.ReadYaml(file)["tests"]!.AsArray()
                     from alert in test!["alert_rule_test"]?.AsArray() ?? []
                     select (Name: (string)alert!["alertname"]!, Fires: alert["exp_alerts"]!.AsArray().Count > 0);

        tested.Where(alert => alert.Fires).Select(alert => alert.Name).Distinct().Should().BeEquivalentTo(Names);
        tested.Where(alert => !alert.Fires).Select(alert => alert.Name).Distinct().Should().BeEquivalentTo(Names);
    }

    [Fact]
    public void Each_alert_says_whom_it_is_for_and_has_a_runbook_of_its_own()
    {
        foreach (var alert in MonitoringFiles.Alerts)
        {
            alert.Severity.Should().BeOneOf("page", "ticket");
            Repo.Read(alert.Runbook!.Split('/')).Should().StartWith($"# {alert.Name}\n").And.ContainAll("**What it means.**", "**Look at**", "**Do**");
            Repo.Read("docs", "runbooks", "README.md").Should().Contain($"| [{alert.Name}]({Path.GetFileName(alert.Runbook)}) |");
        }

        Directory.GetFiles(Path.Combine(Repo.Root, "docs", "runbooks")).Select(file => Path.GetFileName(file)).Should()
            .BeEquivalentTo(MonitoringFiles.Alerts.Select(alert => Path.GetFileName(alert.Runbook)).Distinct().Append("README.md"));
    }

    private static IEnumerable<string> Names => MonitoringFiles.Alerts.Select(alert => alert.Name).Distinct();

    private static async Task RunAsync(params string[] arguments)
    {
        using var directory = new TemporaryDirectory();
        var log = Path.Combine(directory.Path, "promtool.log");
        using var tool = ChildProcess.Start(Prometheus.Tool, arguments, new Dictionary<string, string>(), log);
        await tool.WaitAsync(TimeSpan.FromMinutes(5), TestContext.Current.CancellationToken);
        tool.ExitCode.Should().Be(0, await File.ReadAllTextAsync(log, TestContext.Current.CancellationToken));
    }
}
