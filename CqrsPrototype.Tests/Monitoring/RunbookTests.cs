using System.Text.RegularExpressions;
using CqrsPrototype.Tests.Repository;

namespace CqrsPrototype.Tests.Monitoring;

/// <summary>The commands of the runbooks.</summary>
public sealed partial class RunbookTests
{
    public static TheoryData<string> Runbooks =>
        [.. Directory.GetFiles(Path.Combine(Repo.Root, "docs", "runbooks")).Select(file => Path.GetFileName(file)).Where(name => name != "README.md")];

    [Theory]
    [MemberData(nameof(Runbooks))]
    public void Each_request_has_a_route(string runbook)
    {
        var routes = ApprovedFile.Read("routes.txt").Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Select(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries))
            .SelectMany(words => words[2..].Select(method => $"{method} {Parameter().Replace(words[1], "*")}"))
            .ToHashSet();

        // Our own processes are asked at $OPERATIONS or at HOST; Prometheus has routes of its own.
        var requests = Request().Matches(Repo.Read("docs", "runbooks", runbook))
            .Select(match => $"{(match.Groups["method"].Value is { Length: > 0 } method ? method : "GET")} {Placeholder().Replace(match.Groups["path"].Value, "*")}")
            .ToList();

        requests.Should().NotBeEmpty("a runbook has something to run").And.BeSubsetOf(routes);
    }

    [GeneratedRegex(@"curl -s (?:-X (?<method>[A-Z]+) +)?(?:\$OPERATIONS|http://(?:HOST|PROJECTOR):\d+)(?<path>/\S*)")]
    private static partial Regex Request();

    [GeneratedRegex(@"(?<=/)[A-Z]+(?=/|$)")]
    private static partial Regex Placeholder();

    [GeneratedRegex(@"\{[^}]+\}")]
    private static partial Regex Parameter();
}
