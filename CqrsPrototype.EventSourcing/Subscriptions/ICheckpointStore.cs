using CqrsPrototype.EventSourcing.Log;

namespace CqrsPrototype.EventSourcing.Subscriptions;

/// <summary>How far each subscription has come.</summary>
public interface ICheckpointStore
{
    /// <summary>Where the subscription goes on; <see cref="GlobalPosition.Start"/> for one that nobody has heard of.</summary>
    ValueTask<GlobalPosition> ReadAsync(string subscription, CancellationToken cancellationToken);

    /// <summary>Moves the subscription forward; a lower position than the stored one changes nothing.</summary>
    /// <remarks>Everything below the position must have had its effect. A lost call costs only a repetition.</remarks>
    ValueTask AdvanceAsync(string subscription, GlobalPosition position, CancellationToken cancellationToken);
}
