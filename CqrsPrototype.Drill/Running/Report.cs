using CqrsPrototype.Drill.Checking;
using CqrsPrototype.Drill.Clients;
using CqrsPrototype.Drill.Evidence;

namespace CqrsPrototype.Drill.Running;

/// <summary>What a drill has found.</summary>
/// <param name="Facts">Names and values.</param>
/// <param name="Violations">What is wrong; empty if all is well.</param>
internal sealed record Report(IReadOnlyList<(string Name, string Value)> Facts, IReadOnlyList<Violation> Violations)
{
    private const int MostOfARule = 5;

    /// <summary>How many events there were.</summary>
    public int Events { get; private init; }

    public static Report Of(DrillEvidence evidence, IEnumerable<(string Name, string Value)> facts)
    {
        var answers = evidence.Commands.GroupBy(record => record.Answer.GetType().Name.ToLowerInvariant()).OrderBy(answer => answer.Key, StringComparer.Ordinal);
        return new Report(
            [
                .. facts,
                ("Commands", $"{evidence.Commands.Count} ({string.Join(", ", answers.Select(answer => $"{answer.Count()} {answer.Key}"))})"),
                ("Sent again", $"{evidence.Commands.Count(record => record.Attempts > 1)} commands, {evidence.Commands.Count(record => record.Answer is Answer.Accepted { Replayed: true })} answers replayed"),
                ("Reads", $"{evidence.Reads.Count} ({evidence.Reads.Count(read => read.Answer is ReadAnswer.Unavailable)} unavailable)"),
                ("Events", $"{evidence.Commits.Sum(commit => commit.Events.Count)} in {evidence.Commits.Select(commit => commit.Stream).Distinct().Count()} streams, {evidence.Log.Count} pages of the log"),
                ("Messages", $"{evidence.Wire.Count}, {WireChecks.Repetitions(evidence.Wire)} of them repetitions"),
            ],
            Checker.Check(evidence))
        {
            Events = evidence.Commits.Sum(commit => commit.Events.Count),
        };
    }

    public override string ToString() => string.Join('\n', [.. Facts.Select(fact => $"{fact.Name + ":",-28}{fact.Value}"), .. Findings()]);

    private IEnumerable<string> Findings() => Violations.Count == 0
        ? ["Violations:                 none"]
        : Violations.GroupBy(violation => violation.Rule).SelectMany(rule => (string[])
            [$"VIOLATED {rule.Key}: {rule.Count()} times", .. rule.Take(MostOfARule).Select(violation => $"  {violation.Detail}")]);
}
