namespace CqrsPrototype.Rabbit.Connecting;

/// <summary>How a connection to the broker stands.</summary>
/// <param name="Kind">What holds now.</param>
/// <param name="Since">Since when.</param>
/// <param name="Reason">Why it is away or blocked, as a sentence without its full stop; empty otherwise.</param>
internal sealed record BrokerState(BrokerState.Is Kind, DateTimeOffset Since, string Reason)
{
    public enum Is
    {
        /// <summary>Nobody has asked for it yet, or the first attempt is under way.</summary>
        New,
        Connected,

        /// <summary>The broker takes no messages for now: it is short of memory or disk.</summary>
        Blocked,

        /// <summary>There is none; it is tried again and again.</summary>
        Away,
    }

    /// <summary>The state after something was seen: the same object when nothing is new, so that what lasts is told once.</summary>
    public BrokerState Then(Is kind, string reason, DateTimeOffset now) =>
        (kind, reason) == (Kind, Reason) ? this : new BrokerState(kind, kind == Kind ? Since : now, reason);
}
