namespace CqrsPrototype.EventSourcing.Subscriptions;

/// <summary>How a log subscription reads.</summary>
public sealed record LogSubscriptionOptions
{
    /// <summary>
    /// About how many events are read and handled at once. At the end of the log there are few; behind a backlog many events of one
    /// stream are then written as one.
    /// </summary>
    /// <value>1 to 10 000; default 10 000. The log bounds the bytes.</value>
    public int BatchSize { get; init; } = 10_000;

    /// <summary>The first wait at the end of the log, if no signal comes; it doubles up to <see cref="IdlePoll"/>.</summary>
    /// <value>Default 50 ms.</value>
    public TimeSpan BusyPoll { get; init; } = TimeSpan.FromMilliseconds(50);

    /// <summary>The longest wait at the end of the log.</summary>
    /// <value>Default 1 s.</value>
    public TimeSpan IdlePoll { get; init; } = TimeSpan.FromSeconds(1);
}
