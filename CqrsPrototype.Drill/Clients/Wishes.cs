namespace CqrsPrototype.Drill.Clients;

/// <summary>What a client wants next: random, and the same for the same seed and the same answers.</summary>
/// <param name="random">Where chance comes from.</param>
/// <param name="client">Names the client, in the ids of its commands.</param>
/// <param name="users">How many users there are.</param>
internal sealed class Wishes(Random random, string client, int users)
{
    private static readonly string[] Names = ["Ada Lovelace", "Grace Hopper", "Zoë Ångström", "李 小龍", "O'Neill <b>\"&\"</b>", "Иван 🚀"];

    private readonly Dictionary<string, long> _known = [];
    private int _count;

    /// <summary>Takes in that a user has that version.</summary>
    public void Learn(string user, long version) => _known[user] = version;

    /// <summary>The next command.</summary>
    public Command NextCommand()
    {
        var email = NextEmail();
        var kind = random.Next(10) switch
        {
            < 3 => CommandKind.Create,
            < 8 => CommandKind.Update,
            _ => CommandKind.Delete,
        };
        var command = new Command($"{client}-{++_count}", kind, email, kind == CommandKind.Delete ? null : Names[random.Next(Names.Length)])
        {
            Key = Chance(0.8) ? $"{client}-key-{_count}" : null,
        };
        return kind != CommandKind.Create && Chance(0.25) && _known.TryGetValue(command.User, out var version) ? command with { IfMatch = version } : command;
    }

    /// <summary>Whether something happens that happens that often.</summary>
    public bool Chance(double probability) => random.NextDouble() < probability;

    /// <summary>One of several.</summary>
    public int Choose(int count) => random.Next(count);

    /// <summary>A pause of at most that length.</summary>
    public TimeSpan Pause(TimeSpan longest) => longest * random.NextDouble();

    // A few users are wanted by everybody, most are not.
    private string NextEmail()
    {
        var number = (int)(users * Math.Pow(random.NextDouble(), 3));
        var email = $"user{number}@drill.example";
        return Chance(0.2) ? email.ToUpperInvariant() : email;
    }
}
