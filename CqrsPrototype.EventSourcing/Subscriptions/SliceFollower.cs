using CqrsPrototype.EventSourcing.Log;

namespace CqrsPrototype.EventSourcing.Subscriptions;

/// <summary>Reads the log slice by slice for a handler.</summary>
internal sealed class SliceFollower(IEventLog log, ILogHandler handler, int batchSize) : ILogFollower
{
    public async ValueTask<GlobalPosition> FollowAsync(GlobalPosition from, CancellationToken cancellationToken)
    {
        var slice = await log.ReadAsync(from, batchSize, cancellationToken);
        if (!slice.IsEmpty)
        {
            await handler.HandleAsync(slice, cancellationToken);
        }

        return slice.Next;
    }
}
