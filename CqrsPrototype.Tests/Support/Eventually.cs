namespace CqrsPrototype.Tests.Support;

/// <summary>Waits for conditions that have a name.</summary>
internal static class Eventually
{
    // What comes at all comes sooner, also on a machine that has much else to do.
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(2);
    private static readonly TimeSpan Poll = TimeSpan.FromMilliseconds(5);

    /// <summary>Waits until the condition holds, and fails the test by its name if it does not in time.</summary>
    public static async Task Until(string condition, Func<ValueTask<bool>> holds)
    {
        using var limit = new CancellationTokenSource(Limit);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, TestContext.Current.CancellationToken);
        using var timer = new PeriodicTimer(Poll);
        while (!await holds())
        {
            try
            {
                await timer.WaitForNextTickAsync(either.Token);
            }
            catch (OperationCanceledException) when (limit.IsCancellationRequested)
            {
                Assert.Fail($"Waited {Limit.TotalSeconds} s in vain until {condition}.");
            }
        }
    }

    public static Task Until(string condition, Func<bool> holds) => Until(condition, () => new ValueTask<bool>(holds()));
}
