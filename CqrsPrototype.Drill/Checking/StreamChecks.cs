using CqrsPrototype.Drill.Evidence;

namespace CqrsPrototype.Drill.Checking;

/// <summary>The event store in itself, and against what was asked for.</summary>
internal static class StreamChecks
{
    public static IEnumerable<Violation> Check(DrillEvidence evidence, History history)
    {
        var asked = evidence.Commands.Select(record => record.Command.Id).Append(evidence.Filler).ToHashSet();
        return
        [
            .. evidence.Commits.GroupBy(commit => commit.Stream).SelectMany(Gaps),
            .. history.Streams.Values.SelectMany(stream => stream.Nonsense).Select(placed => new Violation(Rule.DecidedOnWrongState, $"{placed}")),
            .. evidence.Commits.Where(commit => commit.Correlation is null || !asked.Contains(commit.Correlation))
                .Select(commit => new Violation(Rule.EventOfNobody, $"{commit.Stream}@{commit.Version} of {commit.Correlation}")),
            .. history.Users.Where(user => user.Count() > 1)
                .Select(user => new Violation(Rule.UserHasTwoStreams, $"{user.Key}: {string.Join(", ", user.Select(stream => stream.Stream))}")),
        ];
    }

    private static IEnumerable<Violation> Gaps(IGrouping<string, StoredCommit> stream)
    {
        var (previous, last) = (0L, 0L);
        foreach (var commit in stream.OrderBy(commit => commit.Version))
        {
            if (commit.Version != last + 1 || commit.Previous != previous)
            {
                yield return new Violation(Rule.StreamHasGap, $"{stream.Key}@{commit.Version} follows {last}, and names {commit.Previous} as its predecessor");
            }

            (previous, last) = (commit.Version, commit.Last);
        }
    }
}
