using System.Diagnostics;

namespace CqrsPrototype.Benchmarks.Load;

/// <summary>
/// Clients that come at a fixed rate whether or not the ones before them are done: finds how long somebody waits. Times count from
/// the moment that an action was due, so a server that stands still is not spared the requests it kept from being sent.
/// </summary>
internal static class OpenLoop
{
    /// <summary>Runs.</summary>
    /// <param name="perSecond">How many actions begin a second; 1000 divided by it must be whole.</param>
    /// <param name="duration">How long.</param>
    /// <param name="act">Gets the timestamp at which it was due.</param>
    /// <param name="cancellationToken">Stops earlier.</param>
    public static async Task RunAsync(int perSecond, TimeSpan duration, Func<long, Task> act, CancellationToken cancellationToken)
    {
        var count = (int)(perSecond * duration.TotalSeconds);
        var actions = new Task[count];
        await Task.Factory.StartNew(() => Dispatch(perSecond, actions, act, cancellationToken), cancellationToken, TaskCreationOptions.LongRunning, TaskScheduler.Default);
        await Task.WhenAll(actions).WaitAsync(TimeSpan.FromSeconds(30), TimeProvider.System, cancellationToken);
    }

    // On a thread of its own: timers of the thread pool come late when the pool is busy.
    private static void Dispatch(int perSecond, Task[] actions, Func<long, Task> act, CancellationToken cancellationToken)
    {
        var begin = Stopwatch.GetTimestamp();
        for (var i = 0; i < actions.Length; i++)
        {
            var due = begin + i * Stopwatch.Frequency / perSecond;
            for (var left = due - Stopwatch.GetTimestamp(); left > 0; left = due - Stopwatch.GetTimestamp())
            {
                var milliseconds = (int)(left * 1000 / Stopwatch.Frequency);
                cancellationToken.WaitHandle.WaitOne(Math.Max(milliseconds, 1));
                cancellationToken.ThrowIfCancellationRequested();
            }

            actions[i] = act(due);
        }
    }
}
