using MongoDB.Driver;

namespace CqrsPrototype.Drill.Observing;

/// <summary>Waits for what has a name.</summary>
internal static class Waiting
{
    private static readonly TimeSpan Poll = TimeSpan.FromMilliseconds(250);

    /// <summary>Waits until something holds. A server that is away for a moment is asked again.</summary>
    /// <exception cref="TimeoutException">It did not hold within the limit.</exception>
    public static async Task UntilAsync(string what, Func<Task<bool>> holds, TimeSpan limit, TimeProvider time, CancellationToken cancellationToken)
    {
        if (!await HoldsWithinAsync(holds, limit, time, cancellationToken))
        {
            throw new TimeoutException($"Waited {limit.TotalSeconds:0} s in vain until {what}.");
        }
    }

    /// <summary>Waits until something holds, or the limit is over.</summary>
    /// <returns>Whether it holds.</returns>
    public static async Task<bool> HoldsWithinAsync(Func<Task<bool>> holds, TimeSpan limit, TimeProvider time, CancellationToken cancellationToken)
    {
        var begin = time.GetTimestamp();
        while (!await AskAsync(holds, cancellationToken))
        {
            if (time.GetElapsedTime(begin) > limit)
            {
                return false;
            }

            await Task.Delay(Poll, time, cancellationToken);
        }

        return true;
    }

    private static async Task<bool> AskAsync(Func<Task<bool>> holds, CancellationToken cancellationToken)
    {
        try
        {
            return await holds();
        }
        catch (Exception exception) when (
            exception is MongoException or TimeoutException or HttpRequestException
            || (exception is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            // Nobody was there, or did not answer in time.
            return false;
        }
    }
}
