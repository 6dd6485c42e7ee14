using CqrsPrototype.EventSourcing.Streams;
using CqrsPrototype.Tests.Simulation.Storage;

namespace CqrsPrototype.Tests.Simulation.Rules;

/// <summary>Promise 2: every event gets to the broker at least once, as it is stored, and a stream's for the first time in version order.</summary>
internal sealed class WireRules(World world)
{
    private readonly HashSet<(StreamId Stream, StreamVersion Version)> _published = [];

    public void Published(IEnumerable<RecordedEvent> events)
    {
        foreach (var recorded in events)
        {
            world.Require(
                Stored(recorded.Stream, recorded.Version)?.Event.Id == recorded.Event.Id,
                "Only what is stored is published", $"{recorded.Stream}/{recorded.Version}");
            world.Require(
                recorded.Position == world.Rules.Log.PositionOf(recorded.Stream, recorded.Version),
                "A message has its position", $"{recorded.Stream}/{recorded.Version} at {recorded.Position}");
            world.Require(
                recorded.Version.Value == 1 || Stored(recorded.Stream, recorded.Version - 1) is { } before && Has(before),
                "A stream is published in order", $"{recorded.Stream}/{recorded.Version} before {recorded.Version - 1}");
            _published.Add((recorded.Stream, recorded.Version));
        }
    }

    /// <summary>Whether an event has been published, if there is anything to publish.</summary>
    public bool Has(RecordedEvent recorded) => recorded.Event.IsVoid || _published.Contains((recorded.Stream, recorded.Version));

    public string? Missing() => world.State.Slots is not null && world.Rules.Log.Known.SelectMany(c => c.Recorded()).FirstOrDefault(e => !Has(e)) is { } missing
        ? $"{missing.Stream}/{missing.Version} was not published"
        : null;

    private RecordedEvent? Stored(StreamId stream, StreamVersion version) =>
        world.State.Events.ReadAsync(stream, version - 1, 1, CancellationToken.None).Now() is [var recorded] ? recorded : null;
}
