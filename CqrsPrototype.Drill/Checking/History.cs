using CqrsPrototype.Drill.Evidence;

namespace CqrsPrototype.Drill.Checking;

/// <summary>What happened, by stream, by user and by command.</summary>
internal sealed class History
{
    private readonly Dictionary<string, StreamHistory> _streams;
    private readonly ILookup<string, StreamHistory> _users;
    private readonly ILookup<string?, StoredCommit> _effects;

    public History(DrillEvidence evidence)
    {
        var positions = PositionsOf(evidence.Log);
        _streams = evidence.Commits.GroupBy(commit => commit.Stream).ToDictionary(
            stream => stream.Key,
            stream => HistoryOf(stream.Key, [.. stream.OrderBy(commit => commit.Version)], positions));
        _users = _streams.Values
            .SelectMany(stream => stream.Events.Select(placed => placed.Member("email").ToLowerInvariant()).Distinct(), (stream, user) => (stream, user))
            .ToLookup(found => found.user, found => found.stream);
        _effects = evidence.Commits.ToLookup(commit => commit.Correlation);
    }

    public IReadOnlyDictionary<string, StreamHistory> Streams => _streams;

    /// <summary>The streams by user: exactly one each, if all is well.</summary>
    public ILookup<string, StreamHistory> Users => _users;

    /// <summary>The commits that a command has led to: none or one, if all is well.</summary>
    public IReadOnlyList<StoredCommit> EffectsOf(string command) => [.. _effects[command]];

    /// <summary>The stream of a user; an empty one where there is none.</summary>
    public StreamHistory Of(string user) => _users[user].FirstOrDefault() ?? new StreamHistory("", [], []);

    private static StreamHistory HistoryOf(string stream, IReadOnlyList<StoredCommit> commits, Dictionary<(string, long), long> positions) =>
        new(stream, commits, [.. commits.SelectMany(commit => Place(commit, positions))]);

    private static IEnumerable<PlacedEvent> Place(StoredCommit commit, Dictionary<(string, long), long> positions)
    {
        var position = positions.TryGetValue((commit.Stream, commit.Version), out var found) ? found : (long?)null;
        return commit.Events.Select((stored, i) => new PlacedEvent(commit, stored, commit.Version + i, position + i));
    }

    private static Dictionary<(string Stream, long Version), long> PositionsOf(IReadOnlyList<LogPage> log)
    {
        var positions = new Dictionary<(string, long), long>();
        foreach (var page in log)
        {
            var position = page.Start;
            foreach (var entry in page.Entries)
            {
                positions.TryAdd((entry.Stream, entry.Version), position);
                position += entry.Count;
            }
        }

        return positions;
    }
}
