namespace CqrsPrototype.Tests.Simulation.Scheduling;

/// <summary>A timer in virtual time.</summary>
internal sealed class SimulatedTimer(SimulatedScheduler scheduler, TimerCallback callback, object? state) : ITimer
{
    private TimeSpan _period;

    public long Due { get; set; }

    /// <summary>Names the last time that it was set; earlier entries in the queue are void.</summary>
    public long Order { get; set; } = -1;

    public bool Change(TimeSpan dueTime, TimeSpan period)
    {
        _period = period;
        Order = -1;
        if (dueTime != Timeout.InfiniteTimeSpan)
        {
            scheduler.Schedule(this, dueTime);
        }

        return true;
    }

    public void Fire(long order)
    {
        if (order != Order)
        {
            return;
        }

        Order = -1;
        if (_period > TimeSpan.Zero)
        {
            scheduler.Schedule(this, _period);
        }

        callback(state);
    }

    public void Dispose() => Order = -1;

    public ValueTask DisposeAsync()
    {
        Dispose();
        return ValueTask.CompletedTask;
    }
}
