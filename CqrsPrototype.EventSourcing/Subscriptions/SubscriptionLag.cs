using CqrsPrototype.EventSourcing.Log;

namespace CqrsPrototype.EventSourcing.Subscriptions;

/// <summary>How far a subscription is behind the end of the log, whether it runs or not: the checkpoint and the log tell it.</summary>
/// <remarks>
/// It is what is not known to have had its effect, so never less than what is true: a checkpoint is moved a little behind the effect, and
/// one that only confirms what a queue has brought follows as much later as it gives the queue time.
/// </remarks>
/// <param name="Position">The checkpoint: as many events have had their effect.</param>
/// <param name="Events">How many are behind it.</param>
/// <param name="Age">How long the oldest of them has been there; zero where there is none.</param>
public sealed record SubscriptionLag(GlobalPosition Position, long Events, TimeSpan Age)
{
    /// <summary>Reads the lag of a subscription. It costs the same however far behind it is: two positions and one commit.</summary>
    /// <param name="subscription">The name of its checkpoint.</param>
    /// <param name="checkpoints">Where that is kept.</param>
    /// <param name="log">What it follows.</param>
    /// <param name="time">The clock that commits were dated by, as far as the clocks of two machines agree.</param>
    /// <param name="cancellationToken">Stops reading.</param>
    /// <exception cref="Streams.EventStoreUnavailableException">A store does not answer.</exception>
    public static async ValueTask<SubscriptionLag> ReadAsync(
        string subscription, ICheckpointStore checkpoints, IEventLog log, TimeProvider time, CancellationToken cancellationToken)
    {
        // The checkpoint first: whatever happens in between, it is not ahead of an end that is read after it.
        var position = await checkpoints.ReadAsync(subscription, cancellationToken);
        var end = await log.GetEndAsync(cancellationToken);
        var oldest = position < end ? await log.ReadAsync(position, 1, cancellationToken) : null;
        return Between(position, end, oldest?.Commits[0].At ?? default, time.GetUtcNow());
    }

    /// <summary>The lag of a checkpoint.</summary>
    /// <param name="position">Where it is; ahead of the end where the log was restored from an older backup.</param>
    /// <param name="end">Where the log ends.</param>
    /// <param name="oldest">When the event at the position happened, if there is one.</param>
    /// <param name="now">By a clock that may be behind the one that dated the event.</param>
    internal static SubscriptionLag Between(GlobalPosition position, GlobalPosition end, DateTimeOffset oldest, DateTimeOffset now) => position < end
        ? new SubscriptionLag(position, end.Value - position.Value, now > oldest ? now - oldest : TimeSpan.Zero)
        : new SubscriptionLag(position, 0, TimeSpan.Zero);
}
