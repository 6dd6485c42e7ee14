using CqrsPrototype.EventSourcing.Projections;
using CqrsPrototype.EventSourcing.Streams;
using CqrsPrototype.EventSourcing.Subscriptions;
using Microsoft.Extensions.Logging;

namespace CqrsPrototype.EventSourcing.Hosting;

/// <summary>Tries once, when the process starts, every stream of a view that is on the list of stuck ones.</summary>
/// <remarks>Most often the cause goes with a new version of the program. What is still stuck stays on the list, with one attempt more.</remarks>
internal sealed class StuckRetry(IViewUpdater projection, IStuckStreams stuck, TimeProvider time, ILogger<StuckRetry> logger, Random? random = null)
{
    private const int PageSize = 100;

    private readonly Random _random = random ?? Random.Shared;

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        var (after, failures) = (default(StreamId?), 0);
        while (true)
        {
            try
            {
                var page = await stuck.ListAsync(projection.Name, after, PageSize, cancellationToken);
                foreach (var entry in page)
                {
                    await RetryAsync(entry.Stream, cancellationToken);
                    (after, failures) = (entry.Stream, 0);
                }

                if (page.Count < PageSize)
                {
                    return;
                }
            }
            catch (EventStoreUnavailableException exception)
            {
                var wait = Backoff.Default.After(++failures, _random.NextDouble());
                logger.StuckRetryWaits(projection.Name.ToString(), exception.Message, wait.TotalMilliseconds);
                await Task.Delay(wait, time, cancellationToken);
            }
        }
    }

    private async ValueTask RetryAsync(StreamId stream, CancellationToken cancellationToken)
    {
        try
        {
            await projection.RetryAsync(stream, cancellationToken);
        }
        catch (Exception exception) when (exception is not (EventStoreUnavailableException or OperationCanceledException))
        {
            // Whatever is wrong with one stream must not keep the others from being tried.
            logger.StuckRetryFailed(exception, projection.Name.ToString(), stream.Value);
        }
    }
}
