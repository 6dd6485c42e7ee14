namespace CqrsPrototype.Drill.Observing;

/// <summary>Waits until everything that was stored has got everywhere.</summary>
internal static class Settling
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(3);

    /// <summary>Waits until every commit is in the log, every event in its view, and every event on the wire.</summary>
    /// <returns>Whether it came to rest; if not, the checker says what is missing.</returns>
    public static Task<bool> WaitAsync(StoreReader store, WireObserver wire, long wireCompleteFrom, TimeProvider time, CancellationToken cancellationToken) =>
        Waiting.HoldsWithinAsync(
            async () =>
            {
                var end = await store.LogEndAsync(cancellationToken);
                return !await store.HasPendingAsync(cancellationToken)
                    && await store.ProjectedAsync(cancellationToken) >= end
                    && wire.Distinct >= end - wireCompleteFrom;
            },
            Limit,
            time,
            cancellationToken);
}
