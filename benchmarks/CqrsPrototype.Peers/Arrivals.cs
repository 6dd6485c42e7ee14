namespace CqrsPrototype.Peers;

/// <summary>Counts what a handler was given, which is all that it does.</summary>
internal static class Arrivals
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(2);

    private static TaskCompletionSource _all = new();
    private static int _left = int.MaxValue;

    /// <summary>Begins to count.</summary>
    public static void Expect(int count)
    {
        _all = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        Volatile.Write(ref _left, count);
    }

    public static void Add()
    {
        if (Interlocked.Decrement(ref _left) == 0)
        {
            _all.SetResult();
        }
    }

    /// <summary>Waits until all are there.</summary>
    /// <exception cref="TimeoutException">They are not within two minutes.</exception>
    public static Task WaitAsync() => _all.Task.WaitAsync(Limit, TimeProvider.System);
}
