using CqrsPrototype.EventSourcing.Log;

namespace CqrsPrototype.EventSourcing.Subscriptions;

/// <summary>A subscription has been further than the log goes: the log was restored from an older backup.</summary>
public sealed class CheckpointAheadException : Exception
{
    internal CheckpointAheadException(string subscription, GlobalPosition position, GlobalPosition end)
        : base($"Subscription '{subscription}' is at {position}, but the log ends at {end}. If the store was restored from a backup, "
            + "delete this checkpoint and the views that it feeds, so that they are built again.")
    {
        Subscription = subscription;
        Position = position;
        End = end;
    }

    /// <summary>Whose checkpoint it is.</summary>
    public string Subscription { get; }

    /// <summary>Where the checkpoint is.</summary>
    public GlobalPosition Position { get; }

    /// <summary>Where the log ends.</summary>
    public GlobalPosition End { get; }
}
