namespace CqrsPrototype.Tests.Support;

/// <summary>Starts tasks together and gives back what became of each.</summary>
internal static class Race
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(2);

    public static async Task<IReadOnlyList<T>> Of<T>(int runners, Func<int, ValueTask<T>> run)
    {
        var start = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var tasks = Enumerable.Range(0, runners)
            .Select(i => Task.Run(async () =>
            {
                await start.Task;
                return await run(i);
            }))
            .ToList();
        start.SetResult();
        return await Task.WhenAll(tasks).WaitAsync(Limit, TestContext.Current.CancellationToken);
    }
}
