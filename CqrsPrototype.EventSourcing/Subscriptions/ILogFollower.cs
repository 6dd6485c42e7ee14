using CqrsPrototype.EventSourcing.Log;

namespace CqrsPrototype.EventSourcing.Subscriptions;

/// <summary>What a subscription does on its way along the log, one step at a time.</summary>
public interface ILogFollower
{
    /// <summary>Handles the next piece of the log; when it returns, all of its effects have happened. When it throws, the piece comes again.</summary>
    /// <param name="from">Where the piece begins.</param>
    /// <param name="cancellationToken">Stops; what has had its effect comes again.</param>
    /// <returns>Where to go on: <paramref name="from"/> itself while there is nothing to do.</returns>
    ValueTask<GlobalPosition> FollowAsync(GlobalPosition from, CancellationToken cancellationToken);
}
