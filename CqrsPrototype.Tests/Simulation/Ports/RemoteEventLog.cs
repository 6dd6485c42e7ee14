using CqrsPrototype.EventSourcing.Log;
using CqrsPrototype.EventSourcing.Streams;
using CqrsPrototype.Tests.Simulation.Storage;

namespace CqrsPrototype.Tests.Simulation.Ports;

/// <summary>The log as a process sees it.</summary>
internal sealed class RemoteEventLog(World world, Line line) : IEventLog
{
    public ValueTask<GlobalPosition> GetEndAsync(CancellationToken cancellationToken) => line.ReadAsync(
        "log end", null, () => world.State.Log.GetEndAsync(CancellationToken.None).Now(), _ => Unavailable(), cancellationToken);

    public ValueTask<LogSlice> ReadAsync(GlobalPosition from, int maxEvents, CancellationToken cancellationToken) =>
        line.ReadAsync("read log", from, () => Read(from, maxEvents), _ => Unavailable(), cancellationToken);

    public ValueTask<LogHeads> ReadHeadsAsync(GlobalPosition from, int maxEvents, CancellationToken cancellationToken) =>
        line.ReadAsync("read heads", from, () => ReadHeads(from, maxEvents), _ => Unavailable(), cancellationToken);

    private LogHeads ReadHeads(GlobalPosition from, int maxEvents)
    {
        Read(from, maxEvents);
        return world.State.Log.ReadHeadsAsync(from, maxEvents, CancellationToken.None).Now();
    }

    private LogSlice Read(GlobalPosition from, int maxEvents)
    {
        var slice = world.State.Log.ReadAsync(from, maxEvents, CancellationToken.None).Now();
        world.Rules.Log.Read(from, slice);
        return slice;
    }

    private static EventStoreUnavailableException Unavailable() => new("The log does not answer.");
}
