namespace CqrsPrototype.Tests.Simulation.Scheduling;

/// <summary>Virtual time as one process sees it: its clock may be wrong, its timers are right until it is dead.</summary>
internal sealed class SimulatedTime(SimulatedScheduler scheduler, TimeSpan wrongBy = default) : TimeProvider
{
    /// <summary>Where virtual time begins.</summary>
    public static DateTimeOffset Beginning { get; } = new(2026, 11, 24, 10, 0, 0, TimeSpan.Zero);

    /// <summary>Once dead, no timer of it fires any more.</summary>
    public bool IsDead { get; set; }

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override DateTimeOffset GetUtcNow() => Beginning + wrongBy + TimeSpan.FromTicks(scheduler.Now);

    public override long GetTimestamp() => scheduler.Now;

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new SimulatedTimer(
            scheduler,
            s =>
            {
                if (!IsDead)
                {
                    callback(s);
                }
            },
            state);
        timer.Change(dueTime, period);
        return timer;
    }
}
