namespace CqrsPrototype.EventSourcing.Deciding;

/// <summary>How commands are handled.</summary>
public sealed record CommandOptions
{
    /// <summary>How long a command is tried, from its arrival; after that its outcome may be unknown.</summary>
    /// <value>Default 10 s.</value>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(10);
}
