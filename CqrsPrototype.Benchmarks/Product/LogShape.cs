namespace CqrsPrototype.Benchmarks.Product;

/// <summary>How the events of a filled log are spread over users: ten events each, in turn, some users at a time.</summary>
/// <param name="UsersAtATime">How many users take turns; it times ten must divide the number of events.</param>
internal sealed record LogShape(int UsersAtATime)
{
    public const int EventsPerUser = 10;

    /// <summary>A thousand users in turn: hardly a batch has two events of one.</summary>
    public static LogShape Spread { get; } = new(1000);

    /// <summary>Ten users in turn: a batch has all events of its users.</summary>
    public static LogShape SameKeys { get; } = new(10);

    private int Block => UsersAtATime * EventsPerUser;

    /// <summary>The user that an event belongs to.</summary>
    public long UserOf(long number) => number / Block * UsersAtATime + number % UsersAtATime;

    /// <summary>The version that the event gives to the user, from 1.</summary>
    public long VersionOf(long number) => number % Block / UsersAtATime + 1;
}
