namespace CqrsPrototype.EventSourcing.Subscriptions;

/// <summary>How long whoever finds nothing to do waits before looking again, if no signal comes.</summary>
internal static class Polling
{
    /// <summary>The wait after one that was in vain: twice as long, up to the longest.</summary>
    public static TimeSpan Next(TimeSpan wait, TimeSpan longest) => wait * 2 < longest ? wait * 2 : longest;
}
