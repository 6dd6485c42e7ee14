namespace CqrsPrototype.Tests.Simulation.Scheduling;

/// <summary>Runs asynchronous code on one thread in virtual time, so that the same code with the same chance does the same twice.</summary>
/// <remarks>
/// Everything that is ready stands in one list, from which the next is taken in order, or by chance where one is given: that is how
/// interleavings are tried. When nothing is ready, time jumps to the next timer. What would go on in the thread pool
/// cannot be repeated, so its way back here is an error.
/// </remarks>
internal sealed class SimulatedScheduler(Random? chance = null) : SynchronizationContext
{
    /// <summary>More steps than any history needs: it does not come to rest.</summary>
    private const int MostSteps = 5_000_000;

    private readonly List<(SendOrPostCallback Callback, object? State)> _ready = [];
    private readonly PriorityQueue<SimulatedTimer, (long Due, long Order)> _timers = new();
    private readonly int _thread = Environment.CurrentManagedThreadId;
    private string? _escaped;
    private long _order;
    private int _steps;

    /// <summary>Virtual time since the beginning, in ticks of 100 ns.</summary>
    public long Now { get; private set; }

    /// <summary>Runs in order, in virtual time; for tests of a single course of events.</summary>
    public static void Run(Func<TimeProvider, Task> main)
    {
        var scheduler = new SimulatedScheduler();
        scheduler.Run(() => main(new SimulatedTime(scheduler)));
    }

    /// <summary>Runs until <paramref name="main"/> is done; what it has started and not awaited stays where it is.</summary>
    public void Run(Func<Task> main)
    {
        var before = Current;
        SetSynchronizationContext(this);
        try
        {
            var done = main();
            while (!done.IsCompleted)
            {
                Step();
            }

            done.GetAwaiter().GetResult();
        }
        finally
        {
            SetSynchronizationContext(before);
        }
    }

    public override void Post(SendOrPostCallback d, object? state)
    {
        if (Environment.CurrentManagedThreadId != _thread)
        {
            _escaped ??= Environment.StackTrace;
            return;
        }

        _ready.Add((d, state));
    }

    public override void Send(SendOrPostCallback d, object? state) => throw new NotSupportedException("Nothing here waits for a thread.");

    public override SynchronizationContext CreateCopy() => this;

    public void Schedule(SimulatedTimer timer, TimeSpan due) =>
        _timers.Enqueue(timer, (timer.Due = Now + Math.Max(0, due.Ticks), timer.Order = _order++));

    private void Step()
    {
        if (++_steps > MostSteps)
        {
            throw new InvalidOperationException($"After {MostSteps} steps this has not come to rest.");
        }

        if (Volatile.Read(ref _escaped) is { } trace)
        {
            throw new InvalidOperationException($"Something went on in the thread pool and came back:\n{trace}");
        }

        if (_ready.Count > 0)
        {
            var next = chance?.Next(_ready.Count) ?? 0;
            var (callback, state) = _ready[next];
            _ready.RemoveAt(next);
            callback(state);
            return;
        }

        if (!_timers.TryDequeue(out var timer, out var at))
        {
            throw new InvalidOperationException("Everything waits, and nothing will ever wake it. (Or it went on in the thread pool.)");
        }

        Now = Math.Max(Now, at.Due);
        timer.Fire(at.Order);
    }
}
