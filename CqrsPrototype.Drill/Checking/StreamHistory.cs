using CqrsPrototype.Drill.Evidence;

namespace CqrsPrototype.Drill.Checking;

/// <summary>The events of one stream, and the user at each of its versions: a fold that shares nothing with the product.</summary>
internal sealed class StreamHistory
{
    // By version. One that was lost and is filled up has no event and changes nothing.
    private readonly List<User?> _users = [null];
    private readonly Dictionary<long, PlacedEvent> _events = [];

    public StreamHistory(string stream, IReadOnlyList<StoredCommit> commits, IReadOnlyList<PlacedEvent> events)
    {
        (Stream, Events) = (stream, events);
        End = commits is [.., var last] ? last.Last : 0;
        foreach (var placed in events)
        {
            FillTo(placed.Version - 1);
            if (_events.TryAdd(placed.Version, placed))
            {
                _users.Add(Apply(_users[^1], placed));
            }
        }

        FillTo(End);
    }

    public string Stream { get; }

    /// <summary>In the order of their versions.</summary>
    public IReadOnlyList<PlacedEvent> Events { get; }

    /// <summary>The last version.</summary>
    public long End { get; }

    /// <summary>The events that cannot happen to the user as it was.</summary>
    public IEnumerable<PlacedEvent> Nonsense => Events.Where(placed => (placed.Event.Type == "user.created") != (At(placed.Version - 1) is null));

    /// <summary>The event that made a version, if there is one.</summary>
    public PlacedEvent? Find(long version) => _events.GetValueOrDefault(version);

    /// <summary>Whether the stream has ever had that version.</summary>
    public bool Has(long version) => version > 0 && version <= End;

    /// <summary>The user at a version; <see langword="null"/> where there was none.</summary>
    public User? At(long version) => Has(version) ? _users[(int)version] : null;

    private static User? Apply(User? user, PlacedEvent placed)
    {
        var at = User.Text(placed.Commit.At);
        return placed.Event.Type switch
        {
            "user.created" => new User(placed.Member("email"), placed.Member("name"), placed.Version, at, at),
            "user.updated" => user is null ? null : user with { Name = placed.Member("name"), Version = placed.Version, UpdatedAt = at },
            _ => null,
        };
    }

    private void FillTo(long version)
    {
        while (_users.Count <= version)
        {
            _users.Add(_users[^1]);
        }
    }
}
