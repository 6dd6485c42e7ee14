using CqrsPrototype.Drill.Evidence;

namespace CqrsPrototype.Drill.Checking;

/// <summary>The log in itself, and against the event store.</summary>
internal static class LogChecks
{
    public static IEnumerable<Violation> Check(DrillEvidence evidence, History history)
    {
        var commits = evidence.Commits.ToDictionary(commit => (commit.Stream, commit.Version));
        var entries = evidence.Log.SelectMany(page => page.Entries, (page, entry) => (Page: page.Start, Entry: entry)).ToList();
        var places = entries.ToLookup(found => (found.Entry.Stream, found.Entry.Version), found => found.Page);
        return
        [
            .. Joints(evidence.Log),
            .. places.Where(place => place.Count() > 1).Select(place => At(Rule.CommitTwiceInLog, place.Key, $"on the pages {string.Join(", ", place)}")),
            .. entries.Where(found => commits.GetValueOrDefault((found.Entry.Stream, found.Entry.Version))?.Count != found.Entry.Count)
                .Select(found => At(Rule.LogNamesMissingCommit, (found.Entry.Stream, found.Entry.Version), $"on page {found.Page}")),
            .. commits.Keys.Where(slot => !places.Contains(slot)).Select(slot => At(Rule.CommitMissingInLog, slot, "")),
            .. commits.Where(commit => commit.Value.Pending || (places.Contains(commit.Key) && !places[commit.Key].Contains(commit.Value.Page ?? -1)))
                .Select(commit => At(Rule.CommitNotSettled, commit.Key, $"pending {commit.Value.Pending}, page {commit.Value.Page}")),
            .. entries.GroupBy(found => found.Entry.Stream).SelectMany(stream => stream.Zip(stream.Skip(1)))
                .Where(pair => pair.Second.Entry.Version < pair.First.Entry.Version)
                .Select(pair => At(Rule.LogOutOfStreamOrder, (pair.Second.Entry.Stream, pair.Second.Entry.Version), $"behind {pair.First.Entry.Version}")),
        ];
    }

    private static IEnumerable<Violation> Joints(IReadOnlyList<LogPage> log)
    {
        var next = 0L;
        foreach (var page in log)
        {
            if (page.Start != next || page.Next != page.Start + page.Entries.Sum(entry => entry.Count))
            {
                yield return new Violation(Rule.LogDoesNotJoin, $"the page at {page.Start} follows {next} and names {page.Next} as the next");
            }

            next = page.Next;
        }
    }

    private static Violation At(Rule rule, (string Stream, long Version) slot, string detail) => new(rule, $"{slot.Stream}@{slot.Version} {detail}");
}
