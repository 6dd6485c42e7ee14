namespace CqrsPrototype.Tests.Simulation.Ports;

/// <summary>Keeps requests in the order in which they were sent, however long each would travel alone.</summary>
internal sealed class Lane
{
    private long _last;

    /// <summary>How long a request travels so that it arrives behind those before it.</summary>
    /// <param name="now">Virtual time in ticks.</param>
    /// <param name="alone">How long it would travel alone.</param>
    public TimeSpan Behind(long now, TimeSpan alone)
    {
        _last = Math.Max(_last + 1, now + alone.Ticks);
        return TimeSpan.FromTicks(_last - now);
    }
}
