using CqrsPrototype.EventSourcing.Log;

namespace CqrsPrototype.EventSourcing.Subscriptions;

/// <summary>Reads the log slice by slice for a handler. Behind a backlog the next slice is read while one is handled.</summary>
internal sealed class SliceFollower(IEventLog log, ILogHandler handler, int batchSize) : ILogFollower
{
    private (GlobalPosition From, Task<LogSlice> Slice)? _ahead;

    public async ValueTask<GlobalPosition> FollowAsync(GlobalPosition from, CancellationToken cancellationToken)
    {
        var slice = await TakeAsync(from, cancellationToken);
        if (!slice.IsEmpty)
        {
            if (slice.Next.Value - from.Value >= batchSize)
            {
                _ahead = (slice.Next, log.ReadAsync(slice.Next, batchSize, cancellationToken).AsTask());
            }

            await handler.HandleAsync(slice, cancellationToken);
        }

        return slice.Next;
    }

    private async ValueTask<LogSlice> TakeAsync(GlobalPosition from, CancellationToken cancellationToken)
    {
        if (_ahead is { } ahead)
        {
            _ahead = null;
            if (ahead.From == from)
            {
                return await ahead.Slice;
            }

            // The slice before it failed and comes again, so this one is not wanted; what it met, the next reading meets.
            await ((Task)ahead.Slice).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext);
        }

        return await log.ReadAsync(from, batchSize, cancellationToken);
    }
}
