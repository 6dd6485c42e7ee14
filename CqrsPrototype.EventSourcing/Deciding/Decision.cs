namespace CqrsPrototype.EventSourcing.Deciding;

/// <summary>What a decider says to a command: these events, none, or no.</summary>
/// <typeparam name="TEvent">The events of the aggregate.</typeparam>
/// <typeparam name="TRefusal">Its reasons to refuse.</typeparam>
public abstract record Decision<TEvent, TRefusal>
    where TEvent : class
    where TRefusal : struct, Enum
{
    private Decision()
    {
    }

    /// <summary>Nothing needs to change: it is so already.</summary>
    public static Decision<TEvent, TRefusal> Nothing { get; } = new Accepted([]);

    /// <summary>These events follow.</summary>
    /// <param name="events">1 to 100 events, in order.</param>
    public static Decision<TEvent, TRefusal> Accept(params IReadOnlyList<TEvent> events) => new Accepted(events);

    /// <summary>The command is not possible in this state.</summary>
    public static Decision<TEvent, TRefusal> Refuse(TRefusal refusal) => new Refused(refusal);

    /// <summary>The command is accepted.</summary>
    /// <param name="Events">What follows; empty where nothing needs to change.</param>
    public sealed record Accepted(IReadOnlyList<TEvent> Events) : Decision<TEvent, TRefusal>;

    /// <summary>The command is refused.</summary>
    /// <param name="Refusal">Why.</param>
    public sealed record Refused(TRefusal Refusal) : Decision<TEvent, TRefusal>;
}
