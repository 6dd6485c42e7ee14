namespace CqrsPrototype.Benchmarks.Product;

/// <summary>How the events of a filled log are spread over users: a thousand at a time, ten events each, in turn.</summary>
internal static class LogShape
{
    public const int EventsPerUser = 10;
    private const int UsersAtATime = 1000;
    private const int Block = UsersAtATime * EventsPerUser;

    /// <summary>The user that an event belongs to.</summary>
    public static long UserOf(long number) => number / Block * UsersAtATime + number % UsersAtATime;

    /// <summary>The version that the event gives to the user, from 1.</summary>
    public static long VersionOf(long number) => number % Block / UsersAtATime + 1;
}
