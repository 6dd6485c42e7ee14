using CqrsPrototype.EventSourcing.Log;
using CqrsPrototype.EventSourcing.Projections;
using CqrsPrototype.EventSourcing.Subscriptions;
using Microsoft.Extensions.Logging;

namespace CqrsPrototype.EventSourcing.Hosting;

/// <summary>Goes once over the log, from its start to where it ends now, and mends views that are missing or behind.</summary>
/// <remarks>
/// Behind its checkpoint a subscription never looks again, so a view that somebody has deleted or set back by hand would stay so until its
/// stream's next event. A view that is as it should be costs one read.
/// </remarks>
internal sealed class ViewCheck(IEventLog log, ViewRepair repair, TimeProvider time, ILogger<ViewCheck> logger, Random? random = null)
{
    // It is in no hurry, and commands and queries need the processor.
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(10);

    private readonly Random _random = random ?? Random.Shared;

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        var (position, failures) = (GlobalPosition.Start, 0);
        while (true)
        {
            try
            {
                var end = await log.GetEndAsync(cancellationToken);
                while (position < end)
                {
                    (position, failures) = (await repair.FollowAsync(position, cancellationToken), 0);
                    await Task.Delay(Pause, time, cancellationToken);
                }

                return;
            }
            catch (Exception exception) when (exception is not OperationCanceledException)
            {
                var wait = Backoff.Default.After(++failures, _random.NextDouble());
                logger.ViewCheckFailed(exception, position.Value, wait.TotalMilliseconds);
                await Task.Delay(wait, time, cancellationToken);
            }
        }
    }
}
